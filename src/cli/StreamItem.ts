/** The parts of the API's `executionStream` that `run` looks at. */

export interface TaskNode {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly executionId: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface ExecutionNode {
  readonly id: string;
  readonly workflowName: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly parentTaskId: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export interface ActionNode {
  readonly id: string;
  readonly name: string;
  readonly stateInfo: string | null;
  readonly taskId: string | null;
  readonly index: number | null;
}

interface Event {
  readonly cursor: string;
  readonly at: string;
  readonly from: string | null;
  readonly to: string;
}

export type StreamItem =
  | {
      readonly __typename: 'Snapshot';
      readonly cursor: string;
      readonly execution: ExecutionNode & { readonly tasks: { readonly nodes: readonly TaskNode[] } };
    }
  | (Event & { readonly __typename: 'ExecutionStateChanged'; readonly execution: ExecutionNode })
  | (Event & { readonly __typename: 'TaskStateChanged'; readonly task: TaskNode })
  | (Event & { readonly __typename: 'ActionStateChanged'; readonly action: ActionNode })
  | { readonly __typename: 'StreamReset'; readonly cursor: string; readonly reason: 'CURSOR_EXPIRED' | 'LAGGED' }
  | { readonly __typename: 'Heartbeat'; readonly cursor: string };

const EXECUTION = 'id workflowName state stateInfo parentTaskId createdAt finishedAt';
const TASK = 'id name state stateInfo executionId createdAt startedAt finishedAt';

/** As many tasks as the API gives at once; further ones are seen when they change. */
const FIRST = 200;

export const STREAM = `subscription Follow($id: ID!, $after: EventCursor) {
  executionStream(id: $id, after: $after) {
    __typename
    ... on Snapshot { cursor execution { ${EXECUTION} tasks(first: ${FIRST}) { nodes { ${TASK} } } } }
    ... on ExecutionStateChanged { cursor at from to execution { ${EXECUTION} } }
    ... on TaskStateChanged { cursor at from to task { ${TASK} } }
    ... on ActionStateChanged { cursor at from to action { id name stateInfo taskId index } }
    ... on StreamReset { cursor reason }
    ... on Heartbeat { cursor }
  }
}`;
