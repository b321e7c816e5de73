import type { Actions } from '../actions/ActionRegistry.ts';
import type { ApiParts } from '../api/ApiParts.ts';
import type { Gate } from '../api/access/Gate.ts';
import { createApi } from '../api/http/createApi.ts';
import { systemClock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { ChangeFeed } from '../changes/ChangeFeed.ts';
import { ActionEnds } from '../engine/ActionEnds.ts';
import type { Engine } from '../engine/Engine.ts';
import { ActionStore } from '../persistence/ActionStore.ts';
import { changeLogOf } from '../persistence/ChangeLog.ts';
import { ExecutionStore } from '../persistence/ExecutionStore.ts';
import { ExecutorStore, offeredModes } from '../persistence/ExecutorStore.ts';
import type { Closing } from './Closing.ts';
import type { Listening } from './listen.ts';
import type { Catalog } from './openCatalog.ts';
import type { Doors } from './openDoors.ts';

/** How long a stream stays silent. Shorter than proxies' patience. */
const HEARTBEAT_MS = 15_000;

/** The role of the API: GraphQL on the server that is listening already. */
export async function startApiRole(
  { database, wakeUps }: Doors,
  parts: Catalog &
    Pick<ApiParts, 'callbackTokens' | 'cronTriggers'> & { engine: Engine; actions: Actions; log: Logger },
  gate: Gate,
  listening: Listening,
  closing: Closing,
): Promise<void> {
  const changeLog = changeLogOf(database.dataSource, database.dialect);
  const feed = new ChangeFeed(changeLog, { log: parts.log, heartbeatMs: HEARTBEAT_MS });
  wakeUps.on('changes', () => feed.wake());
  const executions = new ExecutionStore(database.dataSource);
  const actionRuns = new ActionStore(database.dataSource);
  const ends = new ActionEnds(actionRuns);
  wakeUps.on('results', () => ends.wake());
  const executorStore = new ExecutorStore(database.dataSource);
  const offeredActions = async () => offeredModes(await executorStore.live(systemClock.now()));
  const api = await createApi(
    { ...parts, database, changeLog, feed, executions, actionRuns, executorStore, ends, offeredActions },
    gate,
  );
  closing.add(() => api.close(listening.close()));
  api.attach(listening.server);
  listening.handle(api.app);
}
