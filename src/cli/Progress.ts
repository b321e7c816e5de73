import type { ActionNode, ExecutionNode, StreamItem, TaskNode } from './StreamItem.ts';

/** A state that became another, as it is shown. */
export interface Change {
  readonly type: 'execution' | 'task' | 'action';
  readonly id: string;
  readonly name: string;
  /** The tasks above it in the tree, the outermost first; empty in the execution that was asked for. */
  readonly within: readonly string[];
  readonly from: string | null;
  readonly to: string;
  /** RFC 3339. */
  readonly at: string;
  readonly stateInfo: string | null;
  /** How long it took; `undefined` while that is not known. */
  readonly durationMs: number | undefined;
}

type Snapshot = Extract<StreamItem, { __typename: 'Snapshot' }>;
type Moment = Pick<Change, 'from' | 'to' | 'at'>;

const ENDED = ['SUCCESS', 'ERROR', 'CANCELLED', 'SKIPPED'];

/** Whether nothing follows a state by itself. */
export function isEnd(state: string): boolean {
  return ENDED.includes(state);
}

/** Where an execution and everything in it stand, as far as its stream has told. */
export class Progress {
  private readonly states = new Map<string, string>();
  private readonly tasks = new Map<string, Pick<TaskNode, 'name' | 'executionId'>>();
  private readonly parents = new Map<string, string | null>();

  /** What an item of the stream says that was not known before. */
  accept(item: StreamItem): readonly Change[] {
    switch (item.__typename) {
      case 'Snapshot':
        return this.snapshot(item);
      case 'ExecutionStateChanged':
        return this.news(this.execution(item.execution, item));
      case 'TaskStateChanged':
        return this.news(this.task(item.task, item));
      case 'ActionStateChanged':
        return this.news(this.action(item.action, item));
      case 'StreamReset':
      case 'Heartbeat':
        return [];
    }
  }

  /** A snapshot has no history: what differs from what is known is told as if it had just been seen, in order of time. */
  private snapshot({ execution }: Snapshot): readonly Change[] {
    const own = this.execution(execution, this.moment(execution, execution.finishedAt ?? execution.createdAt));
    const tasks = execution.tasks.nodes
      .map((task) => this.task(task, this.moment(task, task.finishedAt ?? task.startedAt ?? task.createdAt)))
      .sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
    return (isEnd(execution.state) ? [...tasks, own] : [own, ...tasks]).flatMap((change) => this.news(change));
  }

  private moment({ id, state }: { readonly id: string; readonly state: string }, at: string): Moment {
    return { from: this.states.get(id) ?? null, to: state, at };
  }

  private news(change: Change): readonly Change[] {
    if (this.states.get(change.id) === change.to) return [];
    this.states.set(change.id, change.to);
    return [change];
  }

  private execution(node: ExecutionNode, moment: Moment): Change {
    this.parents.set(node.id, node.parentTaskId);
    const within = this.namesFrom(node.parentTaskId);
    return changeOf('execution', { ...node, name: node.workflowName, within }, moment, node.createdAt);
  }

  private task(node: TaskNode, moment: Moment): Change {
    this.tasks.set(node.id, node);
    const within = this.namesFrom(this.parents.get(node.executionId));
    return changeOf('task', { ...node, within }, moment, node.startedAt ?? node.createdAt, node.finishedAt);
  }

  private action(node: ActionNode, moment: Moment): Change {
    return changeOf('action', { ...node, within: this.namesFrom(node.taskId) }, moment);
  }

  /** The names from the outermost task down to this one. */
  private namesFrom(taskId: string | null | undefined): readonly string[] {
    const task = taskId == null ? undefined : this.tasks.get(taskId);
    return task ? [...this.namesFrom(this.parents.get(task.executionId)), task.name] : [];
  }
}

function changeOf(
  type: Change['type'],
  { id, name, within, stateInfo }: Pick<Change, 'id' | 'name' | 'within' | 'stateInfo'>,
  { from, to, at }: Moment,
  startedAt?: string,
  finishedAt?: string | null,
): Change {
  const isOver = isEnd(to) && startedAt !== undefined;
  const durationMs = isOver ? Math.max(0, Date.parse(finishedAt ?? at) - Date.parse(startedAt)) : undefined;
  return { type, id, name, within, from, to, at, stateInfo: isEnd(to) ? stateInfo : null, durationMs };
}
