import type { ActionRegistry } from '../actions/ActionRegistry.ts';
import { systemClock } from '../base/clock.ts';
import { AdhocActions } from '../catalog/AdhocActions.ts';
import { Environments } from '../catalog/Environments.ts';
import { Workbooks } from '../catalog/Workbooks.ts';
import { Workflows } from '../catalog/Workflows.ts';
import { AdhocActionStore } from '../persistence/AdhocActionStore.ts';
import { EnvironmentStore } from '../persistence/EnvironmentStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import { WorkbookStore } from '../persistence/WorkbookStore.ts';
import { WorkflowStore } from '../persistence/WorkflowStore.ts';

/** What people define. */
export interface Catalog {
  readonly workflows: Workflows;
  readonly adhocActions: AdhocActions;
  readonly workbooks: Workbooks;
  readonly environments: Environments;
}

/** The definitions that a database holds. */
export function openCatalog({ dataSource }: Database, actions: ActionRegistry): Catalog {
  const isPlugin = (name: string) => actions.get(name) !== undefined;
  const workflows = new Workflows(new WorkflowStore(dataSource), systemClock);
  const adhocActions = new AdhocActions(new AdhocActionStore(dataSource), systemClock, isPlugin);
  const store = new WorkbookStore(dataSource);
  return {
    workflows,
    adhocActions,
    workbooks: new Workbooks({ store, workflows, actions: adhocActions, clock: systemClock }),
    environments: new Environments(new EnvironmentStore(dataSource), systemClock),
  };
}
