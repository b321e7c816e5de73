import { hostname } from 'node:os';
import type { Actions } from '../actions/ActionRegistry.ts';
import { systemClock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { Executor } from '../executor/Executor.ts';
import { Presence } from '../executor/Presence.ts';
import { ExecutorStore, type Offers } from '../persistence/ExecutorStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import type { Options } from './options.ts';

/** Makes the executor of this process known to all. */
export function announceExecutor(
  executor: Executor,
  { database, actions, options, log }: { database: Database; actions: Actions; options: Options; log: Logger },
): Presence {
  const store = new ExecutorStore(database.dataSource);
  const id = newId();
  const startedAt = systemClock.now();
  return new Presence({
    clock: systemClock,
    log,
    announce: (now) =>
      store.announce({
        id,
        name: options.executorName,
        groups: JSON.stringify(options.executorGroups),
        host: hostname(),
        pid: process.pid,
        slots: options.slots,
        running: executor.load,
        offers: JSON.stringify(offersOf(actions)),
        started_at: startedAt,
        seen_at: now,
      }),
    beat: (now) => store.beat(id, executor.load, now),
    leave: () => store.leave(id),
  });
}

function offersOf(actions: Actions): Offers {
  return {
    actions: actions.list().map(({ name, mode }) => ({ name, mode })),
    plugins: actions
      .plugins()
      .filter(({ version }) => version !== undefined)
      .map(({ name, version = null, checksum = null }) => ({ name, version, checksum })),
  };
}
