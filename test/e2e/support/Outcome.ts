import type { Server } from '../../support/Server.ts';
import type { WORKFLOWS } from './traceWorkflows.ts';

interface Nodes<Node> {
  readonly nodes: readonly Node[];
}
export interface SeenAction {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly stateInfo: string | null;
}
export interface SeenExecution {
  readonly id: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly output: unknown;
  readonly parentTaskId: string | null;
  readonly workflowName: (typeof WORKFLOWS)[number]['name'];
  readonly tasks: Nodes<{ readonly id: string; readonly state: string; readonly actions: Nodes<SeenAction> }>;
}

const PAGE = `query ($after: String) { executions(first: 200, after: $after) {
  pageInfo { hasNextPage endCursor }
  nodes { id state stateInfo output workflowName parentTaskId
    tasks { nodes { id state actions { nodes { id name state stateInfo } } } } } } }`;
const OPEN = `{ executions(first: 1, filter: { state: [IDLE, WAITING, RUNNING, DELAYED, PAUSED] }) { totalCount } }`;

/** How many executions have not ended. */
export async function countOpen(server: Server): Promise<number> {
  const { executions } = await server.ask<{ executions: { totalCount: number } }>(OPEN);
  return executions.totalCount;
}

/** Every execution there is, as a client sees it. */
export async function readExecutions(server: Server): Promise<SeenExecution[]> {
  const found: SeenExecution[] = [];
  for (let page = await readPage(server, null); ; page = await readPage(server, page.pageInfo.endCursor)) {
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
  }
}

interface Page extends Nodes<SeenExecution> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function readPage(server: Server, after: string | null): Promise<Page> {
  return (await server.ask<{ executions: Page }>(PAGE, { after })).executions;
}

export const actionsOf = ({ tasks }: SeenExecution): SeenAction[] => tasks.nodes.flatMap((task) => task.actions.nodes);
