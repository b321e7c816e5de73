import type { Dialect } from '../../base/databaseUrl.ts';
import { columnsOf } from '../columns.ts';
import { apiToken, project } from './Access.ts';
import { actionExecution } from './ActionExecution.ts';
import { adhocAction, adhocActionRevision } from './AdhocAction.ts';
import { change } from './Change.ts';
import { changeLogFloor } from './ChangeLogFloor.ts';
import { cronTrigger } from './CronTrigger.ts';
import { environment } from './Environment.ts';
import { execution } from './Execution.ts';
import { executor } from './Executor.ts';
import { outbox } from './Outbox.ts';
import { serviceKey } from './ServiceKey.ts';
import { taskExecution } from './TaskExecution.ts';
import { workbook } from './Workbook.ts';
import { workflow, workflowRevision } from './Workflow.ts';

/** All entities, in one database's types. Rows are plain objects (`rows.ts`), so there is nothing to construct. */
export function entitiesFor(dialect: Dialect) {
  const columns = columnsOf(dialect);
  const entities = [
    ...[workflow, workflowRevision, adhocAction, adhocActionRevision, workbook, environment, cronTrigger],
    ...[project, apiToken, serviceKey],
    ...[execution, taskExecution, actionExecution, change, changeLogFloor, outbox, executor],
  ];
  return entities.map((make) => make(columns));
}
