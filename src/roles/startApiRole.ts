import type { Actions } from '../actions/ActionRegistry.ts';
import type { ApiParts } from '../api/ApiParts.ts';
import type { Gate } from '../api/access/Gate.ts';
import { createApi } from '../api/http/createApi.ts';
import { NewsReads } from '../api/stream/NewsReads.ts';
import { systemClock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { ChangeFeed } from '../changes/ChangeFeed.ts';
import { ExecutionSubjects } from '../changes/ExecutionSubjects.ts';
import { OldChanges } from '../changes/OldChanges.ts';
import { ActionEnds } from '../engine/ActionEnds.ts';
import type { Engine } from '../engine/Engine.ts';
import { ActionStore } from '../persistence/ActionStore.ts';
import { changeLogOf } from '../persistence/ChangeLog.ts';
import { ChangeLogTrim } from '../persistence/ChangeLogTrim.ts';
import { ExecutionStore } from '../persistence/ExecutionStore.ts';
import { ExecutorStore, offeredModes } from '../persistence/ExecutorStore.ts';
import { ExecutionSubjectReads } from '../persistence/reads/ExecutionSubjectReads.ts';
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
    Pick<ApiParts, 'callbackTokens' | 'cronTriggers'> & {
      engine: Engine;
      actions: Actions;
      log: Logger;
      changesDays: number;
    },
  gate: Gate,
  listening: Listening,
  closing: Closing,
): Promise<void> {
  const changeLog = changeLogOf(database.dataSource, database.dialect);
  const subjects = new ExecutionSubjects(new ExecutionSubjectReads(database.dataSource));
  const feed = new ChangeFeed(changeLog, {
    log: parts.log,
    heartbeatMs: HEARTBEAT_MS,
    prepare: (changes) => subjects.load(changes.map(({ entity_id }) => entity_id)),
  });
  wakeUps.on('changes', () => feed.wake());
  const oldChanges = new OldChanges(new ChangeLogTrim(database.dataSource), {
    clock: systemClock,
    log: parts.log,
    keepDays: parts.changesDays,
  });
  oldChanges.start();
  closing.add(() => oldChanges.stop());
  const executions = new ExecutionStore(database.dataSource);
  const actionRuns = new ActionStore(database.dataSource);
  const ends = new ActionEnds(actionRuns);
  wakeUps.on('results', () => ends.wake());
  const executorStore = new ExecutorStore(database.dataSource);
  const offeredActions = async () => offeredModes(await executorStore.live(systemClock.now()));
  const streams = { changeLog, feed, subjects, newsReads: new NewsReads(database), heartbeatMs: HEARTBEAT_MS };
  const api = await createApi(
    { ...parts, ...streams, database, executions, actionRuns, executorStore, ends, offeredActions },
    gate,
  );
  closing.add(() => api.close(listening.close()));
  api.attach(listening.server);
  listening.handle(api.app);
}
