import { Field, Float, ID, InputType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { DefinitionTextInput } from '../definition/DefinitionTextInput.ts';
import { Scope, State } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';
import { JsonScalar } from '../scalars.ts';

@InputType('CompleteActionInput', { description: 'The result of an asynchronous action.' })
export class CompleteActionInput {
  @Field(() => ID, { description: 'The id of the action execution.' })
  id!: string;

  @Field(() => State, { description: 'How it ended: SUCCESS, ERROR or CANCELLED.' })
  state!: State;

  @Field(() => JsonScalar, { nullable: true, description: 'The bare result.' })
  output?: Value;
}

@InputType('CreateActionsInput', { description: 'A text with one or more ad-hoc actions, none of which exists yet.' })
export class CreateActionsInput extends DefinitionTextInput {
  @Field(() => Scope, { nullable: true, defaultValue: Scope.PRIVATE, description: 'Who may see them.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for each of them, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('UpdateActionsInput', {
  description: 'A text with one or more ad-hoc actions that exist. What is not given stays as it is.',
})
export class UpdateActionsInput extends DefinitionTextInput {
  @Field(() => Scope, { nullable: true, description: 'Who may see them.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for each of them, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('DeleteActionInput', { description: 'Which ad-hoc action to take away.' })
export class DeleteActionInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType('ActionFilter', { description: 'Which actions; all conditions have to hold.' })
export class ActionFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By namespace; that of plugins is the empty one.' })
  namespace?: StringFilterInput | null;

  @Field(() => [String], { nullable: true, description: 'Those that have all of these tags.' })
  tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Those of plugins, or those of definitions.' })
  isSystem?: boolean | null;
}

@InputType('RunActionInput', { description: 'One action to run without a workflow, and with what.' })
export class RunActionInput {
  @Field(() => String, { description: 'The name of an action: of a plugin, or of a definition.' })
  action!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What it is given, as an object. Expressions in it are not evaluated.',
  })
  input?: Value;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Where the name counts.' })
  namespace?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name or a group of the executors that may run it, as the `target` of a task; any unless given.',
  })
  target?: string | null;

  @Field(() => Float, { nullable: true, description: 'How long it may run; as long as it takes unless given.' })
  timeoutSeconds?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether the answer waits for the end: for `timeoutSeconds` and a second, or else for 60 seconds; then it shows a run under way. Actions that somebody else completes cannot be waited for.',
  })
  runSync?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description:
      'Whether the run is kept. One that is not is waited for like with `runSync`, and is gone with the answer; it stays where it has not ended by then, or where somebody else completes it.',
  })
  saveResult?: boolean | null;
}

@InputType('UpdateActionInput', { description: 'An action under way that is held, or goes on.' })
export class UpdateActionInput {
  @Field(() => ID, { description: 'The id of the action execution.' })
  id!: string;

  @Field(() => State, { description: 'PAUSED or RUNNING.' })
  state!: State;
}
