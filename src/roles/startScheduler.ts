import { systemClock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Engine } from '../engine/Engine.ts';
import { CronTriggerStore } from '../persistence/CronTriggerStore.ts';
import { DueTimer } from '../queue/DueTimer.ts';
import { QUEUES, type QueueName } from '../queue/jobs.ts';
import { CronTriggers } from '../scheduler/CronTriggers.ts';
import { TriggerJobs } from '../scheduler/TriggerJobs.ts';
import type { Closing } from './Closing.ts';
import { signalOf } from './createEngine.ts';
import type { Catalog } from './openCatalog.ts';
import type { Doors } from './openDoors.ts';
import type { Role } from './optionTable.ts';

/** The triggers that people define with the API, and that the scheduler fires. */
export function createCronTriggers({ database }: Doors, catalog: Catalog, engine: Engine): CronTriggers {
  const cronTriggers = new CronTriggerStore(database.dataSource);
  return new CronTriggers({ ...catalog, engine, cronTriggers, clock: systemClock });
}

/** The role of the scheduler: fires what is due. */
export function startSchedulerRole(
  { database, queue, wakeUps }: Doors,
  { triggers, log }: { triggers: CronTriggers; log: Logger },
  closing: Closing,
): void {
  const store = new CronTriggerStore(database.dataSource);
  const jobs = new TriggerJobs({ queue, triggers, store, clock: systemClock, log });
  wakeUps.on('triggers', () => jobs.wake());
  jobs.start();
  closing.add(() => jobs.stop());
}

const WAITING: readonly (readonly [Role, QueueName])[] = [
  ['engine', QUEUES.turn],
  ['scheduler', QUEUES.trigger],
];

/** Wakes the roles of this process when jobs are due that were put off. */
export function startDueTimer(
  { queue, wakeUps }: Doors,
  { roles, log }: { roles: readonly Role[]; log: Logger },
  closing: Closing,
): void {
  const queues = WAITING.filter(([role]) => roles.includes(role)).map(([, name]) => name);
  if (queues.length === 0) return;
  const due = new DueTimer({ queue, queues, onDue: (name, inMs) => wakeUps.raiseIn(signalOf(name), inMs), log });
  due.start();
  closing.add(() => due.stop());
}
