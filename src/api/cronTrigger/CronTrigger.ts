import { Arg, Field, ID, Int, ObjectType } from 'type-graphql';
import { LimitError } from '../../base/errors.ts';
import { parseJson, type Value } from '../../base/json.ts';
import { MAX_PAGE_SIZE } from '../../persistence/reads/PageRequest.ts';
import type { LightCronTrigger, Reads } from '../../persistence/reads/Reads.ts';
import { waitingOf } from '../../scheduler/cron/planFiring.ts';
import { timesToCome } from '../../scheduler/cron/scheduleOf.ts';
import { connectionOf } from '../connection.ts';
import { Scope } from '../enums.ts';
import { Execution } from '../execution/Execution.ts';
import { Node } from '../node.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';
import { CronTriggerState, MissedPolicy, OverlapPolicy } from './enums.ts';

/** A rule by which a workflow is started at times. */
@ObjectType('CronTrigger', { implements: Node, description: 'A rule by which a workflow is started at times.' })
export class CronTrigger implements Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id: string;

  @Field(() => String, { description: 'Unique; at most 200 characters.' })
  readonly name: string;

  @Field(() => String, { nullable: true, description: 'A note for people; its executions get it as theirs.' })
  readonly description: string | null;

  @Field(() => Scope, { description: 'Who may see it.' })
  readonly scope: Scope;

  @Field(() => ID, { description: 'The workflow it starts, always in its current revision.' })
  readonly workflowId: string;

  @Field(() => String, { description: 'The name that workflow had when it was chosen.' })
  readonly workflowName: string;

  @Field(() => String, { description: 'Where the names in the workflow count.' })
  readonly namespace: string;

  @Field(() => String, { nullable: true, description: 'The cron pattern; null where it fires once.' })
  readonly pattern: string | null;

  @Field(() => String, { description: 'The time zone in which the pattern counts, such as `Europe/Berlin`.' })
  readonly timeZone: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first time, whether the pattern has it or not; the pattern counts after it.',
  })
  readonly firstExecutionTime: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Nothing fires before.' })
  readonly startsAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Nothing fires after.' })
  readonly endsAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many more times it fires; null is any number.' })
  readonly remainingExecutions: number | null;

  @Field(() => MissedPolicy, { description: 'What is done about missed times.' })
  readonly missed: MissedPolicy;

  @Field(() => Int, { description: 'How many missed times are made up for at once under `ALL`.' })
  readonly missedLimit: number;

  @Field(() => OverlapPolicy, { description: 'What is done while an execution of it is still under way.' })
  readonly overlap: OverlapPolicy;

  @Field(() => Int, {
    description: 'It fires later than its times by up to so many seconds, always as much for the same time.',
  })
  readonly jitterSeconds: number;

  @Field(() => CronTriggerState, { description: 'Whether it fires.' })
  readonly state: CronTriggerState;

  @Field(() => Int, { description: 'Counts its changes, its firings included.' })
  readonly version: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Its next time; null where it is paused or has finished.',
  })
  readonly nextExecutionTime: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it fires for that: later by its jitter.' })
  readonly firesAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The last time that it fired for.' })
  readonly lastExecutionTime: Date | null;

  @Field(() => String, { nullable: true, description: 'Why its last firing started nothing; null where it did.' })
  readonly lastError: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was first stored.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed, or fired.' })
  readonly updatedAt: Date;

  /** What else is asked of it is read through here. */
  readonly reads: Reads;
  private readonly row: LightCronTrigger;

  constructor(row: LightCronTrigger, reads: Reads) {
    this.id = row.id;
    this.name = row.name;
    this.description = row.description;
    this.scope = row.scope as Scope;
    this.workflowId = row.workflow_id;
    this.workflowName = row.workflow_name;
    this.namespace = row.namespace;
    this.pattern = row.pattern;
    this.timeZone = row.time_zone;
    this.firstExecutionTime = row.first_time;
    this.startsAt = row.starts_at;
    this.endsAt = row.ends_at;
    this.remainingExecutions = row.remaining;
    this.missed = row.missed as MissedPolicy;
    this.missedLimit = row.missed_limit;
    this.overlap = row.overlap as OverlapPolicy;
    this.jitterSeconds = row.jitter_seconds;
    this.state = row.state as CronTriggerState;
    this.version = row.revision;
    this.nextExecutionTime = row.next_time;
    this.firesAt = row.fires_at;
    this.lastExecutionTime = row.last_time;
    this.lastError = row.last_error;
    this.createdAt = row.created_at;
    this.updatedAt = row.updated_at;
    this.reads = reads;
    this.row = row;
  }

  @Field(() => JsonScalar, { description: 'What it gives its executions as input.' })
  async input(): Promise<Value> {
    return parseJson((await this.reads.cronTriggers.column(this.id, 'input')) as string);
  }

  @Field(() => JsonScalar, { description: 'The parameters of its executions, by the names expressions know them by.' })
  async params(): Promise<Value> {
    return parseJson((await this.reads.cronTriggers.column(this.id, 'params')) as string);
  }

  @Field(() => [DateTimeScalar], { description: 'Its next times; none where it is paused or has finished.' })
  nextExecutionTimes(
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many; 200 at most.' }) first: number,
  ): Date[] {
    if (first > MAX_PAGE_SIZE) throw new LimitError("'first'", MAX_PAGE_SIZE, first, 'times');
    return timesToCome(this.row, first);
  }

  @Field(() => [DateTimeScalar], { description: 'Times that wait until the execution before has ended.' })
  waitingTimes(): Date[] {
    return waitingOf(this.row).map((time) => new Date(time));
  }

  @Field(() => Execution, { nullable: true, description: 'The last execution that it started, while that is kept.' })
  async lastExecution(): Promise<Execution | null> {
    const { last_execution_id: id } = this.row;
    const row = id === null ? null : await this.reads.executions.byId(id);
    return row && new Execution(row, this.reads);
  }
}

/** A part of a list of cron triggers. */
export const CronTriggerConnection = connectionOf('CronTrigger', CronTrigger, ({ id }) => id);
export type CronTriggerConnection = InstanceType<typeof CronTriggerConnection>;
