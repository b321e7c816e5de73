import type { Actions } from '../actions/ActionRegistry.ts';
import type { CallbackTokens } from '../actions/CallbackTokens.ts';
import type { Problem } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { AdhocActions } from '../catalog/AdhocActions.ts';
import type { Environments } from '../catalog/Environments.ts';
import type { Workbooks } from '../catalog/Workbooks.ts';
import type { Workflows } from '../catalog/Workflows.ts';
import type { ChangeFeed } from '../changes/ChangeFeed.ts';
import type { ExecutionSubjects } from '../changes/ExecutionSubjects.ts';
import type { ActionEnds } from '../engine/ActionEnds.ts';
import type { Engine } from '../engine/Engine.ts';
import type { ExplainParts } from '../engine/explain/explainBlockers.ts';
import type { DefinitionKind } from '../lang/kindOf.ts';
import type { ActionStore } from '../persistence/ActionStore.ts';
import type { ChangeLog } from '../persistence/ChangeLog.ts';
import type { ExecutionStore } from '../persistence/ExecutionStore.ts';
import type { ExecutorStore } from '../persistence/ExecutorStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import type { Reads } from '../persistence/reads/Reads.ts';
import type { CronTriggers } from '../scheduler/CronTriggers.ts';
import type { Caller } from './access/Caller.ts';
import type { NewsReads } from './stream/NewsReads.ts';

/** What the API works with. */
export interface ApiParts {
  readonly database: Database;
  readonly changeLog: ChangeLog;
  readonly feed: ChangeFeed;
  readonly subjects: ExecutionSubjects;
  readonly newsReads: NewsReads;
  /** How long a stream stays silent before it says where it is. */
  readonly heartbeatMs: number;
  readonly executions: ExecutionStore;
  readonly actionRuns: ActionStore;
  readonly executorStore: ExecutorStore;
  readonly workflows: Workflows;
  readonly adhocActions: AdhocActions;
  readonly workbooks: Workbooks;
  readonly environments: Environments;
  /** Every problem of the text of a definition. */
  readonly check: (kind: DefinitionKind, text: string) => readonly Problem[];
  readonly engine: Engine;
  readonly cronTriggers: CronTriggers;
  readonly ends: ActionEnds;
  readonly actions: Actions;
  /** The actions that some running executor offers. */
  readonly offeredActions: ExplainParts['offeredActions'];
  /** Who may complete an action without being asked who they are. */
  readonly callbackTokens: CallbackTokens;
  readonly log: Logger;
  /** Whose everything is that the caller may see. */
  readonly projectId: Id;
}

/** What a resolver is given with each request. */
export interface ApiContext {
  readonly parts: ApiParts;
  readonly reads: Reads;
  readonly caller: Caller;
}

/** Where explanations of runs come from. */
export function explainParts({ workflows, adhocActions, offeredActions }: ApiParts): ExplainParts {
  return {
    specOf: (id, revision) => workflows.specOf(id, revision),
    adhocAction: (name, scope) => adhocActions.resolve(name, scope),
    offeredActions,
  };
}
