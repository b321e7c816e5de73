import type { Actions } from '../actions/ActionRegistry.ts';
import type { ApiParts } from '../api/ApiParts.ts';
import type { Gate } from '../api/access/Gate.ts';
import { createApi } from '../api/http/createApi.ts';
import type { Logger } from '../base/logger.ts';
import { ChangeFeed } from '../changes/ChangeFeed.ts';
import { ActionEnds } from '../engine/ActionEnds.ts';
import type { Engine } from '../engine/Engine.ts';
import type { ActionMode } from '../engine/explain/explainBlockers.ts';
import { ActionStore } from '../persistence/ActionStore.ts';
import { changeLogOf } from '../persistence/ChangeLog.ts';
import { ExecutionStore } from '../persistence/ExecutionStore.ts';
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
  const offeredActions = async () => modesOf(parts.actions);
  const api = await createApi(
    { ...parts, database, changeLog, feed, executions, actionRuns, ends, offeredActions },
    gate,
  );
  closing.add(() => api.close(listening.close()));
  api.attach(listening.server);
  listening.handle(api.app);
}

/** Until executors tell what they offer: every one has the same plugins as this process. */
function modesOf(actions: Actions): ReadonlyMap<string, ActionMode> {
  return new Map(actions.list().map(({ name, mode }) => [name, mode]));
}
