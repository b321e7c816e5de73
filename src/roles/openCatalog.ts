import type { Actions } from '../actions/ActionRegistry.ts';
import { systemClock } from '../base/clock.ts';
import type { Problem } from '../base/errors.ts';
import { AdhocActions } from '../catalog/AdhocActions.ts';
import { checkDefinition } from '../catalog/checkDefinition.ts';
import { Environments } from '../catalog/Environments.ts';
import { Workbooks } from '../catalog/Workbooks.ts';
import { Workflows } from '../catalog/Workflows.ts';
import type { DefinitionKind } from '../lang/kindOf.ts';
import { AdhocActionStore } from '../persistence/AdhocActionStore.ts';
import { EnvironmentStore } from '../persistence/EnvironmentStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import { WorkbookStore } from '../persistence/WorkbookStore.ts';
import { WorkflowStore } from '../persistence/WorkflowStore.ts';
import { literalCheck } from './literalCheck.ts';

/** What people define. */
export interface Catalog {
  readonly workflows: Workflows;
  readonly adhocActions: AdhocActions;
  readonly workbooks: Workbooks;
  readonly environments: Environments;
  /** Every problem of a text that is not stored, or is about to be. */
  readonly check: (kind: DefinitionKind, text: string) => readonly Problem[];
}

/** The definitions that a database holds. */
export function openCatalog({ dataSource }: Database, actions: Actions): Catalog {
  const isPlugin = (name: string) => actions.get(name) !== undefined;
  const workflows = new Workflows(new WorkflowStore(dataSource), systemClock);
  const adhocActions = new AdhocActions(new AdhocActionStore(dataSource), systemClock, isPlugin);
  const store = new WorkbookStore(dataSource);
  return {
    workflows,
    adhocActions,
    workbooks: new Workbooks({ store, workflows, actions: adhocActions, clock: systemClock }),
    environments: new Environments(new EnvironmentStore(dataSource), systemClock),
    check: (kind, text) => checkDefinition(kind, text, literalCheck(actions)),
  };
}
