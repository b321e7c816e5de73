import type { Id } from '../base/ids.ts';
import type { LightAction } from '../persistence/reads/Reads.ts';
import type { ApiContext } from './ApiParts.ts';
import { ActionExecution } from './action/ActionExecution.ts';
import { CronTrigger } from './cronTrigger/CronTrigger.ts';
import { Execution } from './execution/Execution.ts';
import { TaskExecution } from './task/TaskExecution.ts';
import { Workbook } from './workbook/Workbook.ts';

/** Things by their ids; null where there is none that the caller may see. */

export async function ownExecution({ parts, reads }: ApiContext, id: string): Promise<Execution | null> {
  const row = await reads.executions.byId(id);
  return row?.project_id === parts.projectId ? new Execution(row, reads) : null;
}

export async function ownTask(context: ApiContext, id: string): Promise<TaskExecution | null> {
  const row = await context.reads.tasks.byId(id);
  return row && (await isOwn(context, row.execution_id)) ? new TaskExecution(row, context.reads) : null;
}

export async function ownAction(context: ApiContext, id: string): Promise<ActionExecution | null> {
  const row = await context.reads.actions.byId(id);
  return row && (await isOwnAction(context, row)) ? new ActionExecution(row, context.reads) : null;
}

export async function ownWorkbook({ parts, reads }: ApiContext, id: string): Promise<Workbook | null> {
  const row = await reads.workbooks.byId(id);
  return row?.project_id === parts.projectId ? new Workbook(row, reads) : null;
}

export async function ownCronTrigger({ parts, reads }: ApiContext, id: string): Promise<CronTrigger | null> {
  const row = await reads.cronTriggers.byId(id);
  return row?.project_id === parts.projectId ? new CronTrigger(row, reads) : null;
}

/** Whether the caller may see what belongs to an execution. */
async function isOwn({ parts, reads }: ApiContext, executionId: Id): Promise<boolean> {
  return (await reads.executions.byId(executionId))?.project_id === parts.projectId;
}

/** Whether the caller may see a run of an action: by its execution, or by itself where it ran alone. */
async function isOwnAction(context: ApiContext, row: LightAction): Promise<boolean> {
  if (row.execution_id === null) return row.project_id === context.parts.projectId;
  return isOwn(context, row.execution_id);
}
