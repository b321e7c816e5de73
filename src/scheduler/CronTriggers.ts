import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, ConflictError, InputError, LimitError, NotFoundError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import type { CronTriggerStore } from '../persistence/CronTriggerStore.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { CronTriggerRow, ExecutionRow, WorkflowRow } from '../persistence/rows.ts';
import type { TriggerJob } from '../queue/jobs.ts';
import { changeTo, firedChange, next } from './changeTo.ts';
import { type CronTriggerAsked, checkCronTrigger } from './checkCronTrigger.ts';
import type { Moment } from './cron/Pattern.ts';
import { waitingOf, waitingText } from './cron/planFiring.ts';
import { timeAfter } from './cron/Schedule.ts';
import { scheduleOf, standingAfter, standingAt } from './cron/scheduleOf.ts';
import { askedOf, BLANK, columnsOf, workflowColumns } from './cronTriggerColumns.ts';
import { lookAtCronTrigger } from './lookAtCronTrigger.ts';
import { Starts, type StartsParts } from './Starts.ts';

export interface CronTriggersParts extends StartsParts {
  readonly cronTriggers: CronTriggerStore;
  readonly clock: Clock;
}

/** Which workflow a trigger starts. */
export interface WorkflowAsked {
  /** Name or id. */
  readonly workflow: string;
  readonly namespace: string;
}

/** What is absent stays as it is. */
export type CronTriggerChanges = Partial<CronTriggerAsked> &
  Partial<WorkflowAsked> & { readonly expectedVersion?: number | null };

export interface Backfilled {
  readonly executions: readonly ExecutionRow[];
  /** Times that wait until the execution before has ended. */
  readonly waiting: readonly Date[];
}

/** Times of one backfill: each is an execution, and all of them start in one transaction. */
const BACKFILL_LIMIT = 200;

/** Rules by which workflows are started at times: what people do with them, and what they do when it is time. */
export class CronTriggers {
  private readonly starts: Starts;

  constructor(private readonly parts: CronTriggersParts) {
    this.starts = new Starts(parts);
  }

  /** Throws `InputError`, `LimitError`, `NotFoundError` or `AlreadyExistsError`. */
  async create(projectId: Id, asked: CronTriggerAsked & WorkflowAsked): Promise<CronTriggerRow> {
    const now = this.now();
    checkCronTrigger(asked);
    const workflow = await this.workflowAsked(projectId, asked);
    const blank = {
      ...columnsOf(asked),
      ...BLANK,
      id: newId(),
      project_id: projectId,
      created_at: now,
      updated_at: now,
    };
    checkFirst(blank, now);
    const row = scheduled({ ...blank, ...workflowColumns(workflow, asked.namespace) }, now);
    await this.starts.check(row, workflow);
    await this.parts.engine
      .changeCronTrigger({ triggerId: row.id }, async () => ({ ...changeTo(row, now), isNew: true }))
      .catch((error: unknown) => {
        throw isDuplicate(error) ? new AlreadyExistsError('CronTrigger', row.name).at(['input', 'name']) : error;
      });
    return row;
  }

  /** Throws as `create`, and `ConflictError` where it is not at the version that is expected. */
  async update(projectId: Id, id: Id, { expectedVersion, ...changes }: CronTriggerChanges): Promise<CronTriggerRow> {
    return this.change(projectId, id, async (before, now) => {
      if (expectedVersion != null && expectedVersion !== before.revision) {
        throw new ConflictError(`The trigger is at version ${before.revision}, not ${expectedVersion}.`, id).at([
          'input',
          'expectedVersion',
        ]);
      }
      const asked = { ...askedOf(before), ...changes };
      checkCronTrigger(asked);
      const workflow = await this.workflowAsked(projectId, { workflow: before.workflow_id, ...asked });
      const row = {
        ...before,
        ...columnsOf(asked),
        ...workflowColumns(workflow, asked.namespace),
      };
      await this.starts.check(row, workflow);
      if (row.first_time?.getTime() !== before.first_time?.getTime()) checkFirst(row, now);
      return isScheduleChanged(before, row) ? scheduled(row, now) : { ...row, ...standingAsBefore(row) };
    });
  }

  /** Nothing fires until it is resumed; times that come meanwhile are not made up for. What runs goes on. */
  pause(projectId: Id, id: Id): Promise<CronTriggerRow> {
    return this.change(projectId, id, (row) => {
      if (row.state === 'FINISHED') throw new ConflictError(`The trigger '${row.name}' has finished.`, id);
      return { ...row, state: 'PAUSED', next_time: null, fires_at: null };
    });
  }

  /** Fires again from its next time on. */
  resume(projectId: Id, id: Id): Promise<CronTriggerRow> {
    return this.change(projectId, id, (row, now) =>
      row.state === 'PAUSED' ? { ...row, ...standingAfter(row, now.getTime()) } : row,
    );
  }

  /** Executions that it has started stay. Throws `NotFoundError`. */
  async delete(projectId: Id, id: Id): Promise<void> {
    if (!(await this.parts.cronTriggers.remove(projectId, id))) throw new NotFoundError('CronTrigger', id);
  }

  /** Starts an execution now, whatever the schedule, the overlap policy and the number of remaining executions are. */
  async fire(projectId: Id, id: Id): Promise<ExecutionRow> {
    const [row] = await this.parts.engine.changeCronTrigger({ triggerId: id }, async ({ row }) => {
      const trigger = own(row, projectId, id);
      const starts = await this.starts.of(trigger, [null]);
      return firedChange(trigger, {}, starts, this.now());
    });
    return row as ExecutionRow;
  }

  /**
   * Starts executions for the times of its schedule from one moment to another that have had none, bounds included. Under `QUEUE`
   * they wait for each other; under every other policy they all start at once. Throws `LimitError` where there are too many.
   */
  async backfill(projectId: Id, id: Id, { from, to }: { from: Date; to: Date }): Promise<Backfilled> {
    if (to > this.now()) throw new InputError("'to' is in the future.").at(['input', 'to']);
    let waiting: readonly Moment[] = [];
    const executions = await this.parts.engine.changeCronTrigger({ triggerId: id }, async (locked) => {
      const trigger = own(locked.row, projectId, id);
      const open = await this.starts.unstarted(trigger, timesBetween(trigger, from, to), locked);
      const queue = [...waitingOf(trigger), ...open].sort((left, right) => left - right);
      const isOneByOne = trigger.overlap === 'QUEUE';
      const mayStart = isOneByOne ? (locked.running.length > 0 ? 0 : 1) : queue.length;
      const starts = await this.starts.of(trigger, queue.slice(0, mayStart));
      waiting = queue.slice(mayStart);
      return firedChange(trigger, { waiting: waitingText(waiting) }, starts, this.now());
    });
    return { executions, waiting: waiting.map((time) => new Date(time)) };
  }

  /** Does what a job asks: see `lookAtCronTrigger`. */
  look(job: TriggerJob, jobId?: Id): Promise<void> {
    return lookAtCronTrigger({ ...this.parts, starts: this.starts }, job, jobId);
  }

  private async change(
    projectId: Id,
    id: Id,
    work: (row: CronTriggerRow, now: Date) => CronTriggerRow | Promise<CronTriggerRow>,
  ): Promise<CronTriggerRow> {
    let changed: CronTriggerRow | undefined;
    await this.parts.engine.changeCronTrigger({ triggerId: id }, async (locked) => {
      const row = own(locked.row, projectId, id);
      const now = this.now();
      changed = { ...(await work(row, now)), ...next(row, now) };
      return changeTo(changed, now);
    });
    return changed as CronTriggerRow;
  }

  private workflowAsked(projectId: Id, { workflow, namespace }: WorkflowAsked): Promise<WorkflowRow> {
    return this.parts.workflows.resolve(workflow, { projectId, namespace }).catch((error: unknown) => {
      throw error instanceof NotFoundError ? error.at(['input', 'workflow']) : error;
    });
  }

  private now(): Date {
    return this.parts.clock.now();
  }
}

/** A trigger whose schedule is new. Throws `InputError` where it would never fire. */
function scheduled(row: CronTriggerRow, now: Date): CronTriggerRow {
  const standing = standingAfter(row, now.getTime());
  if (standing.state === 'FINISHED') throw new InputError('The trigger would never fire.').at(['input']);
  return row.state === 'PAUSED' ? row : { ...row, ...standing };
}

function checkFirst({ first_time: first }: Pick<CronTriggerRow, 'first_time'>, now: Date): void {
  if (first === null || first >= now) return;
  throw new InputError("'firstExecutionTime' is in the past.").at(['input', 'firstExecutionTime']);
}

/** The next time stays; when it fires depends on the jitter. */
function standingAsBefore(row: CronTriggerRow): Partial<CronTriggerRow> {
  return row.next_time === null ? {} : standingAt(row, scheduleOf(row), row.next_time.getTime());
}

const SCHEDULE = ['pattern', 'time_zone', 'first_time', 'starts_at', 'ends_at', 'remaining'] as const;

/** A number of executions that is set anew revives a trigger that has finished. */
function isScheduleChanged(before: CronTriggerRow, after: CronTriggerRow): boolean {
  return SCHEDULE.some((name) => String(before[name]) !== String(after[name]));
}

function own(row: CronTriggerRow | null, projectId: Id, id: Id): CronTriggerRow {
  if (row?.project_id !== projectId) throw new NotFoundError('CronTrigger', id);
  return row;
}

function timesBetween(row: CronTriggerRow, from: Date, to: Date): Moment[] {
  const schedule = scheduleOf(row);
  const times: Moment[] = [];
  let time = timeAfter(schedule, from.getTime() - 1);
  for (; time !== null && time <= to.getTime(); time = timeAfter(schedule, time)) {
    if (times.length === BACKFILL_LIMIT) {
      throw new LimitError('A backfill', BACKFILL_LIMIT, BACKFILL_LIMIT + 1, 'times').at(['input']);
    }
    times.push(time);
  }
  return times;
}
