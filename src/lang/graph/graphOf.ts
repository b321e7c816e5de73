import { LimitError } from '../../base/errors.ts';
import { pruned } from '../read/pruned.ts';
import { CLAUSES, type Clause, type EngineCommand, type TaskSpec } from '../TaskSpec.ts';
import type { WorkflowSpec } from '../WorkflowSpec.ts';
import type { CommandNode, EdgeKind, GraphEdge, GraphNode, WorkflowGraph } from './Graph.ts';

const START = 'start';
/** More could not be looked at, and `task-defaults` with many targets make millions of a short text. */
const MAX_EDGES = 50_000;
const EDGE_KINDS: Readonly<Record<Clause, EdgeKind>> = {
  onSuccess: 'on-success',
  onError: 'on-error',
  onComplete: 'on-complete',
  onSkip: 'on-skip',
};

/**
 * The graph of a workflow: the start, the tasks in their order, the engine commands it uses, and what leads where. Throws
 * `LimitError`.
 */
export function graphOf(spec: WorkflowSpec): WorkflowGraph {
  const tasks = spec.taskNames.map((name) => spec.tasks[name] as TaskSpec);
  assertDrawable(tasks);
  const edges: readonly GraphEdge[] = [
    ...spec.startTasks.map((name): GraphEdge => ({ kind: 'start', from: START, to: taskId(name) })),
    ...tasks.flatMap((task) => [...requirements(task), ...transitions(task, spec)]),
  ];
  const nodes: readonly GraphNode[] = [
    { kind: 'start', id: START },
    ...tasks.map((task) => nodeOf(task, spec)),
    ...commandsAmong(edges),
  ];
  return { name: spec.name, type: spec.type, nodes, edges };
}

function assertDrawable(tasks: readonly TaskSpec[]): void {
  const outgoing = (task: TaskSpec) => CLAUSES.reduce((sum, clause) => sum + (task[clause]?.next.length ?? 0), 0);
  const count = tasks.reduce((sum, task) => sum + task.requires.length + outgoing(task), 0);
  if (count > MAX_EDGES) throw new LimitError('The graph of the workflow', MAX_EDGES, count, 'edges');
}

function nodeOf(task: TaskSpec, { inbound }: WorkflowSpec): GraphNode {
  const { name, action, workflow, withItems, join } = task;
  const items = withItems?.map(({ variable }) => variable);
  const step = pruned({ id: taskId(name), name, action, workflow, items });
  if (join === undefined) return { kind: 'task', ...step };
  return { kind: 'join', ...step, join, inbound: inbound[name]?.length ?? 0 };
}

function requirements({ name, requires }: TaskSpec): GraphEdge[] {
  return requires.map((required) => ({ kind: 'requires', from: taskId(required), to: taskId(name) }));
}

/** A task goes before an engine command of the same name. */
function transitions(task: TaskSpec, { tasks }: WorkflowSpec): GraphEdge[] {
  return CLAUSES.flatMap((clause) =>
    (task[clause]?.next ?? []).map(({ target, condition, message }) => ({
      kind: EDGE_KINDS[clause],
      from: taskId(task.name),
      to: Object.hasOwn(tasks, target) ? taskId(target) : commandId(target),
      ...pruned({ guard: condition, message }),
    })),
  );
}

function commandsAmong(edges: readonly GraphEdge[]): CommandNode[] {
  const ids = new Set(edges.map(({ to }) => to).filter((id) => id.startsWith(COMMAND_PREFIX)));
  return Array.from(ids, (id) => ({ kind: 'command', id, command: id.slice(COMMAND_PREFIX.length) as EngineCommand }));
}

const COMMAND_PREFIX = 'command:';
const taskId = (name: string) => `task:${name}`;
const commandId = (name: string) => `${COMMAND_PREFIX}${name}`;
