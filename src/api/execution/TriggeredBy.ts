import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { TriggeredBy as Stored } from '../../persistence/rows.ts';
import { DateTimeScalar } from '../scalars.ts';

/** What kind of trigger started an execution. */
export enum TriggerKind {
  CRON = 'CRON',
}
registerEnumType(TriggerKind, {
  name: 'TriggerKind',
  description: 'What kind of trigger started an execution.',
  valuesConfig: { CRON: { description: 'A `CronTrigger`.' } },
});

/** The trigger that started an execution. */
@ObjectType('TriggeredBy', { description: 'The trigger that started an execution, as it was then.' })
export class TriggeredBy {
  @Field(() => TriggerKind, { description: 'What kind of trigger.' })
  readonly kind: TriggerKind;

  @Field(() => ID, { description: 'Its id. The trigger may be gone.' })
  readonly id: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The time of its schedule; null where somebody fired it by hand.',
  })
  readonly scheduledFor: Date | null;

  constructor({ kind, id, name, scheduledFor }: Stored) {
    this.kind = TriggerKind[kind];
    this.id = id;
    this.name = name;
    this.scheduledFor = scheduledFor === undefined ? null : new Date(scheduledFor);
  }
}
