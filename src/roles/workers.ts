import type { ActionRegistry } from '../actions/ActionRegistry.ts';
import type { EgressPolicy } from '../actions/egress.ts';
import { systemClock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { Bells } from '../engine/Bells.ts';
import type { Engine } from '../engine/Engine.ts';
import { LostActions } from '../engine/LostActions.ts';
import { Executor } from '../executor/Executor.ts';
import { runActionJob } from '../executor/runActionJob.ts';
import { ActionStore } from '../persistence/ActionStore.ts';
import { OutboxStore } from '../persistence/OutboxStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import { JobClaims } from '../queue/JobClaims.ts';
import { QUEUES } from '../queue/jobs.ts';
import type { Closing } from './Closing.ts';
import type { Doors } from './openDoors.ts';

/** Actions at once in one process. */
const SLOTS = 128;
/** How long running actions may still end by themselves when the process is asked to stop. */
const GRACE_MS = 3_000;

export interface WorkerParts {
  readonly doors: Doors;
  readonly engine: Engine;
  readonly actions: ActionRegistry;
  readonly egress: EgressPolicy;
  readonly log: Logger;
}

/** The role of the engine beside the turns it is handed: events that come by the queue, and actions whose executor died. */
export function startEngineRole({ doors, engine, actions, log }: WorkerParts, closing: Closing): void {
  const lost = new LostActions({
    queue: doors.queue,
    engine,
    clock: systemClock,
    log,
    isRepeatable: (name) => actions.get(name)?.idempotent ?? false,
    onSent: () => doors.wakeUps.raise('jobs'),
  });
  lost.start();
  closing.add(() => lost.stop());
  const bells = new Bells({ queue: doors.queue, engine, log });
  doors.wakeUps.on('turns', () => bells.wake());
  bells.start();
  closing.add(() => bells.stop());
}

function claimsOn({ dataSource }: Database): JobClaims {
  return new JobClaims(new OutboxStore(dataSource), new ActionStore(dataSource));
}

/** The role of the executor: runs actions and hands their results to the engine beside it. */
export function startExecutorRole({ doors, engine, actions, egress, log }: WorkerParts, closing: Closing): void {
  const claims = doors.isOneDatabase ? undefined : claimsOn(doors.database);
  const executor = new Executor({
    queue: doors.queue,
    clock: systemClock,
    log,
    slots: SLOTS,
    ...(claims && { mayRun: (job) => claims.mayRun(job) }),
    run: (job, signal) => runActionJob({ actions, egress, log }, job, signal),
    report: (job, { state, stateInfo, output, startedAt, finishedAt }) =>
      engine.take({
        executionId: job.data.executionId,
        taskId: job.data.taskId,
        result: {
          id: job.data.actionExecutionId,
          state,
          state_info: stateInfo,
          output,
          started_at: startedAt,
          finished_at: finishedAt,
        },
        job: { queue: QUEUES.action, id: job.id },
        adhoc: job.data.adhoc,
      }),
  });
  doors.wakeUps.on('jobs', () => executor.wake());
  executor.start();
  closing.add(() => executor.stop(GRACE_MS));
}
