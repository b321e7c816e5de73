import type { Dialect } from '../../base/databaseUrl.ts';
import { columnsOf } from '../columns.ts';
import { actionExecution } from './ActionExecution.ts';
import { change } from './Change.ts';
import { execution } from './Execution.ts';
import { outbox } from './Outbox.ts';
import { taskExecution } from './TaskExecution.ts';
import { workflow, workflowRevision } from './Workflow.ts';

/** All entities, in one database's types. Rows are plain objects (`rows.ts`), so there is nothing to construct. */
export function entitiesFor(dialect: Dialect) {
  const columns = columnsOf(dialect);
  return [workflow, workflowRevision, execution, taskExecution, actionExecution, change, outbox].map((make) =>
    make(columns),
  );
}
