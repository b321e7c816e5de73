import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, ConflictError, InputError, LimitError, NotFoundError, UserError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import { parseJson, stringifyJson, type Value } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';
import type { Environments } from '../catalog/Environments.ts';
import type { Workflows } from '../catalog/Workflows.ts';
import type { CronTriggerChange, LockedCronTrigger } from '../engine/changeCronTrigger.ts';
import type { Engine } from '../engine/Engine.ts';
import type { IdentifiedStart, Start } from '../engine/startExecutions.ts';
import type { CronTriggerStore } from '../persistence/CronTriggerStore.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { CronTriggerRow, ExecutionRow, WorkflowRow } from '../persistence/rows.ts';
import type { TriggerJob } from '../queue/jobs.ts';
import { type CronTriggerAsked, checkCronTrigger, type Values } from './checkCronTrigger.ts';
import type { Moment } from './cron/Pattern.ts';
import { planFiring, waitingOf, waitingText } from './cron/planFiring.ts';
import { timeAfter } from './cron/Schedule.ts';
import { scheduleOf, standingAfter, standingAt } from './cron/scheduleOf.ts';

export interface CronTriggersParts {
  readonly engine: Engine;
  readonly workflows: Workflows;
  readonly environments: Environments;
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
/** How soon a trigger is looked at again while times wait: an execution that was taken away tells nobody that it has ended. */
const WAITING_LOOK_MS = 60_000;

/** Rules by which workflows are started at times: what people do with them, and what they do when it is time. */
export class CronTriggers {
  constructor(private readonly parts: CronTriggersParts) {}

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
    await this.checkStart(row, workflow);
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
      await this.checkStart(row, workflow);
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
      const starts = await this.startsOf(trigger, [null]);
      return this.fired(trigger, {}, starts);
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
      const open = await this.unstarted(trigger, timesBetween(trigger, from, to), locked);
      const queue = [...waitingOf(trigger), ...open].sort((left, right) => left - right);
      const isOneByOne = trigger.overlap === 'QUEUE';
      const mayStart = isOneByOne ? (locked.running.length > 0 ? 0 : 1) : queue.length;
      const starts = await this.startsOf(trigger, queue.slice(0, mayStart));
      waiting = queue.slice(mayStart);
      return this.fired(trigger, { waiting: waitingText(waiting) }, starts);
    });
    return { executions, waiting: waiting.map((time) => new Date(time)) };
  }

  /** Does what a job asks: looks whether a trigger has something to start, and starts it. */
  async look({ triggerId, revision }: TriggerJob, jobId?: Id): Promise<void> {
    const request = { triggerId, ...(jobId !== undefined && { jobId }) };
    const look = (problem: string | null) =>
      this.parts.engine.changeCronTrigger(request, async (locked) => {
        const { row } = locked;
        const isOver = row === null || row.state === 'PAUSED' || (revision !== null && revision !== row.revision);
        return isOver ? null : this.lookAt(row, locked, { problem, isAfterEnd: revision === null });
      });
    try {
      await look(null);
    } catch (error) {
      // What cannot be started is not tried again before its next time.
      if (!(error instanceof UserError)) throw error;
      await look(error.message);
    }
  }

  private async lookAt(
    row: CronTriggerRow,
    locked: LockedCronTrigger,
    { problem, isAfterEnd }: { problem: string | null; isAfterEnd: boolean },
  ): Promise<CronTriggerChange | null> {
    const now = this.now().getTime();
    const { columns, start, cancelsRunning } = planFiring(row, { now, isRunning: locked.running.length > 0 });
    // The job for its next time is there already.
    if (isAfterEnd && start.length === 0) return null;
    if (problem !== null) return this.fired(row, { ...columns, last_error: problem }, []);
    const starts = await this.startsOf(row, await this.unstarted(row, start, locked));
    return { ...this.fired(row, columns, starts), cancelled: cancelsRunning ? locked.running : [] };
  }

  private fired(
    row: CronTriggerRow,
    columns: Partial<CronTriggerRow>,
    starts: readonly IdentifiedStart[],
  ): CronTriggerChange {
    const now = this.now();
    const last = starts.at(-1);
    const started = last && { last_execution_id: last.id, last_error: null };
    return { ...changeTo({ ...row, ...started, ...columns, ...next(row, now) }, now), starts };
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

  /** Those of some times that no execution was started for. */
  private async unstarted(row: CronTriggerRow, times: readonly Moment[], { usedKeys }: LockedCronTrigger) {
    if (times.length === 0) return [];
    const used = new Set(
      await usedKeys(
        row.project_id,
        times.map((time) => keyOf(row.id, time)),
      ),
    );
    return times.filter((time) => !used.has(keyOf(row.id, time)));
  }

  /** Starts for times of the schedule; `null` is now. Throws a `UserError` where the workflow cannot be started. */
  private async startsOf(row: CronTriggerRow, times: readonly (Moment | null)[]): Promise<IdentifiedStart[]> {
    if (times.length === 0) return [];
    const { id: triggerId, name, project_id: projectId, workflow_id, namespace, overlap } = row;
    const workflow = await this.parts.workflows.resolve(workflow_id, { projectId, namespace });
    const start = await this.checkStart(row, workflow);
    const isAwaited = overlap === 'QUEUE';
    return times.map((time) => {
      const scheduledFor = time === null ? {} : { scheduledFor: new Date(time).toISOString() };
      return {
        ...start,
        id: newId(),
        idempotencyKey: time === null ? null : keyOf(triggerId, time),
        trigger: { kind: 'CRON', id: triggerId, name, ...scheduledFor, ...(isAwaited && { isAwaited }) },
      };
    });
  }

  /** What a trigger starts, complete. Throws a `UserError` where its workflow does not take that. */
  private async checkStart(row: CronTriggerRow, workflow: WorkflowRow): Promise<Start> {
    const { engine, workflows } = this.parts;
    const spec = await workflows.specOf(workflow.id, workflow.revision);
    const { id, name, namespace, revision } = workflow;
    return engine.checkStart({
      projectId: row.project_id,
      namespace: row.namespace,
      workflow: { id, name, namespace, revision, spec },
      input: valuesOf(row.input),
      params: await this.withEnvironment(row.project_id, valuesOf(row.params)),
      description: row.description,
      idempotencyKey: null,
      requestHash: null,
    });
  }

  /** An execution gets what a stored environment holds when it starts. */
  private async withEnvironment(projectId: Id, params: Values): Promise<Values> {
    const { env } = params as { readonly env?: Value };
    if (typeof env !== 'string') return params;
    const variables = await this.parts.environments.get(env, projectId);
    if (!variables) throw new NotFoundError('Environment', env).at(['input', 'params', 'env']);
    return { ...params, env: variables };
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

const BLANK = {
  state: 'ACTIVE',
  revision: 1,
  next_time: null,
  fires_at: null,
  last_time: null,
  last_execution_id: null,
  last_error: null,
  waiting: '[]',
};

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

function next({ revision }: CronTriggerRow, now: Date): Pick<CronTriggerRow, 'revision' | 'updated_at'> {
  return { revision: revision + 1, updated_at: now };
}

/** A trigger as it is to be written, with the job for its next time. */
function changeTo(trigger: CronTriggerRow, now: Date): CronTriggerChange {
  const looks = [
    ...(trigger.fires_at === null ? [] : [trigger.fires_at.getTime()]),
    ...(trigger.waiting === '[]' || trigger.state === 'PAUSED' ? [] : [now.getTime() + WAITING_LOOK_MS]),
  ];
  return { trigger, lookAt: looks.length === 0 ? null : new Date(Math.min(...looks)), starts: [], cancelled: [] };
}

function own(row: CronTriggerRow | null, projectId: Id, id: Id): CronTriggerRow {
  if (row?.project_id !== projectId) throw new NotFoundError('CronTrigger', id);
  return row;
}

function keyOf(triggerId: Id, time: Moment): string {
  return `cron ${triggerId} ${new Date(time).toISOString()}`;
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

function valuesOf(text: string): Values {
  return namedValues(parseJson(text)) ?? {};
}

function workflowColumns({ id, name }: WorkflowRow, namespace: string) {
  return { workflow_id: id, workflow_name: name, namespace };
}

function columnsOf(asked: CronTriggerAsked) {
  return {
    name: asked.name,
    description: asked.description,
    scope: asked.scope,
    input: stringifyJson(asked.input),
    params: stringifyJson(asked.params),
    pattern: asked.pattern,
    time_zone: asked.timeZone,
    first_time: asked.firstExecutionTime,
    starts_at: asked.startsAt,
    ends_at: asked.endsAt,
    remaining: asked.remainingExecutions ?? (asked.pattern === null ? 1 : null),
    missed: asked.missed,
    missed_limit: asked.missedLimit,
    overlap: asked.overlap,
    jitter_seconds: asked.jitterSeconds,
  };
}

function askedOf(row: CronTriggerRow): CronTriggerAsked & { readonly namespace: string } {
  return {
    name: row.name,
    description: row.description,
    scope: row.scope,
    namespace: row.namespace,
    input: valuesOf(row.input),
    params: valuesOf(row.params),
    pattern: row.pattern,
    timeZone: row.time_zone,
    firstExecutionTime: row.first_time,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    remainingExecutions: row.remaining,
    missed: row.missed as CronTriggerAsked['missed'],
    missedLimit: row.missed_limit,
    overlap: row.overlap as CronTriggerAsked['overlap'],
    jitterSeconds: row.jitter_seconds,
  };
}
