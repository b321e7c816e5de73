import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ApiContext } from './ApiParts.ts';
import { actionId } from './action/actionId.ts';
import { adhocAction } from './action/adhocAction.ts';
import { pluginAction } from './action/pluginAction.ts';
import { Environment } from './environment/Environment.ts';
import { Node } from './node.ts';
import { ownAction, ownCronTrigger, ownExecution, ownTask, ownWorkbook } from './ownById.ts';
import { Workflow } from './workflow/Workflow.ts';

type Find = (context: ApiContext, id: string) => Promise<Node | null>;

/** One for each type. An id is unique over all of them. */
const FINDS: Readonly<Record<string, Find>> = {
  Execution: ownExecution,
  TaskExecution: ownTask,
  ActionExecution: ownAction,
  Workbook: ownWorkbook,
  CronTrigger: ownCronTrigger,
  Workflow: async ({ parts, reads }, id) => {
    const row = await reads.workflows.byId(id);
    return row?.project_id === parts.projectId ? new Workflow(row, reads) : null;
  },
  Action: async (context, id) => {
    const action = context.parts.actions.list().find(({ name }) => actionId(name) === id);
    if (action) return pluginAction(action);
    const row = await context.reads.adhocActions.byId(id);
    return row?.project_id === context.parts.projectId ? adhocAction(row, context) : null;
  },
  Environment: async ({ parts, reads }, id) => {
    const row = await reads.environments.byId(id);
    return row?.project_id === parts.projectId ? new Environment(row, reads) : null;
  },
};

/** Anything, by its id. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything, by its id; null where there is nothing of that id.' })
  async node(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Node | null> {
    const visible = Object.entries(FINDS).filter(([type]) => context.caller.maySee(type));
    const found = await Promise.all(visible.map(([, find]) => find(context, id)));
    return found.find((node) => node !== null) ?? null;
  }
}
