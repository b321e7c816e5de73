import type { EgressPolicy } from '../actions/egress.ts';
import type { HostPool } from '../actions/host/HostPool.ts';
import type { Plugins } from '../actions/Plugins.ts';
import type { Secrets } from '../actions/Secrets.ts';
import { systemClock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { Bells } from '../engine/Bells.ts';
import type { Engine } from '../engine/Engine.ts';
import { LostActions } from '../engine/LostActions.ts';
import { unwantedActions } from '../engine/unwantedActions.ts';
import { Executor } from '../executor/Executor.ts';
import { runActionJob } from '../executor/runActionJob.ts';
import { ActionStore } from '../persistence/ActionStore.ts';
import { OutboxStore } from '../persistence/OutboxStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import { JobClaims } from '../queue/JobClaims.ts';
import { announceExecutor } from './announceExecutor.ts';
import type { Closing } from './Closing.ts';
import type { Callbacks } from './openCallbacks.ts';
import type { Doors } from './openDoors.ts';
import type { Options } from './options.ts';

export interface WorkerParts {
  readonly doors: Doors;
  readonly engine: Engine;
  readonly actions: Plugins;
  readonly egress: EgressPolicy;
  readonly options: Options;
  readonly secrets: Secrets;
  readonly callbacks: Callbacks;
  readonly hosts: HostPool;
  readonly log: Logger;
}

/** The role of the engine beside the turns it is handed: events that come by the queue, and actions whose executor died. */
export function startEngineRole({ doors, engine, actions, log }: WorkerParts, closing: Closing): void {
  const runs = new ActionStore(doors.database.dataSource);
  const lost = new LostActions({
    queue: doors.queue,
    engine,
    clock: systemClock,
    log,
    isRepeatable: (name) => actions.get(name)?.idempotent ?? false,
    beginAttempt: (id, attempt) => runs.beginAttempt(id, attempt, systemClock.now()),
    onSent: () => {
      doors.wakeUps.raise('jobs');
      doors.wakeUps.raise('targetedJobs');
    },
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
export async function startExecutorRole(parts: WorkerParts, closing: Closing): Promise<void> {
  const { doors, engine, actions, egress, secrets, callbacks, hosts, options, log } = parts;
  const graceMs = options.graceSeconds * 1000;
  const running = { actions, egress, secrets, hosts, log, graceMs, callbackOf: callbacks.of };
  const runs = new ActionStore(doors.database.dataSource);
  const claims = doors.isOneDatabase ? undefined : claimsOn(doors.database);
  const executor = new Executor({
    queue: doors.queue,
    clock: systemClock,
    log,
    slots: options.slots,
    targets: [options.executorName, ...options.executorGroups],
    offers: (name) => actions.get(name) !== undefined,
    slotsOf: (name) => actions.get(name)?.slots,
    unwanted: (jobs) => unwantedActions(runs, jobs),
    ...(claims && { mayRun: (job) => claims.mayRun(job) }),
    run: (job, signal) => runActionJob(running, job, signal),
    report: (job, { state, stateInfo, output, startedAt, finishedAt }) =>
      engine.take({
        executionId: job.data.executionId,
        taskId: job.data.taskId,
        result: {
          id: job.data.actionExecutionId,
          attempt: job.data.attempt,
          state,
          state_info: stateInfo,
          output,
          started_at: startedAt,
          finished_at: finishedAt,
        },
        job: { queue: job.queue, id: job.id },
        adhoc: job.data.adhoc,
      }),
  });
  doors.wakeUps.on('jobs', () => executor.wake());
  doors.wakeUps.on('targetedJobs', () => executor.wakeTargets());
  doors.wakeUps.on('stops', () => void executor.stopUnwanted());
  executor.start();
  closing.add(() => executor.stop(options.drainSeconds * 1000));
  const presence = announceExecutor(executor, { database: doors.database, actions, options, log });
  actions.onChange(() => {
    presence.change();
    executor.wakeTargets();
  });
  await presence.start();
  closing.add(() => presence.stop());
}
