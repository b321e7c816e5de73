import type { ExecutionNode, StreamItem, TaskNode } from '../../src/cli/StreamItem.ts';

/** The moment that many seconds after the beginning. */
export const at = (seconds: number) => new Date(Date.UTC(2030, 0, 1) + seconds * 1_000).toISOString();

export function executionNode(node: Partial<ExecutionNode> = {}): ExecutionNode {
  return {
    id: 'root',
    workflowName: 'greet',
    state: 'RUNNING',
    stateInfo: null,
    parentTaskId: null,
    createdAt: at(0),
    finishedAt: null,
    ...node,
  };
}

export function taskNode(name: string, node: Partial<TaskNode> = {}): TaskNode {
  return {
    id: name,
    name,
    state: 'RUNNING',
    stateInfo: null,
    executionId: 'root',
    createdAt: at(0),
    startedAt: at(0),
    finishedAt: null,
    ...node,
  };
}

export function snapshot(
  cursor: string,
  tasks: readonly TaskNode[],
  execution: Partial<ExecutionNode> = {},
): StreamItem {
  return { __typename: 'Snapshot', cursor, execution: { ...executionNode(execution), tasks: { nodes: tasks } } };
}

export function taskChanged(task: TaskNode, moment: { cursor: string; from: string | null; to: string; at: string }) {
  return { __typename: 'TaskStateChanged', task, ...moment } satisfies StreamItem;
}

export function executionChanged(
  execution: ExecutionNode,
  moment: { cursor: string; from: string | null; to: string; at: string },
) {
  return { __typename: 'ExecutionStateChanged', execution, ...moment } satisfies StreamItem;
}
