import type { Id } from '../base/ids.ts';
import type { LightAction } from '../persistence/reads/Reads.ts';
import type { ApiContext } from './ApiParts.ts';

/** Whether the caller may see what belongs to an execution. */
export async function isOwn({ parts, reads }: ApiContext, executionId: Id): Promise<boolean> {
  return (await reads.executions.byId(executionId))?.project_id === parts.projectId;
}

/** Whether the caller may see a run of an action: by its execution, or by itself where it ran alone. */
export async function isOwnAction(context: ApiContext, row: LightAction): Promise<boolean> {
  if (row.execution_id === null) return row.project_id === context.parts.projectId;
  return isOwn(context, row.execution_id);
}
