import type { Id } from '../../base/ids.ts';
import type { GraphEdge, GraphNode, WorkflowGraph } from '../../lang/graph/Graph.ts';
import type { WorkflowSpec } from '../../lang/WorkflowSpec.ts';
import type { ExecutionFacts, TaskFacts } from '../Facts.ts';
import { requiredBy } from '../reverse.ts';
import { isFinal } from '../State.ts';

/**
 * The graph of a run: that of its workflow, and how far the run has come in it.
 *
 * Terms: a way (an edge) or a place (a node) is `taken` when the run has come there, `open` while it may still do so by itself,
 * and `notTaken` when it will not. What people may do to tasks that have ended is no part of this.
 */
export interface RunGraph {
  readonly nodes: readonly RunNode[];
  readonly edges: readonly RunEdge[];
}

export type Passage = 'taken' | 'open' | 'notTaken';

export interface RunNode {
  readonly node: GraphNode;
  readonly passage: Passage;
  /** The task executions of a task, the oldest first. */
  readonly tasks: readonly RunTask[];
}

export interface RunEdge {
  readonly edge: GraphEdge;
  readonly passage: Passage;
  /** How often it was taken. Two ways of one clause to the same target cannot be told apart: both count. */
  readonly count: number;
}

/** What has to be known of a task execution. */
export type RunTask = Pick<TaskFacts, 'id' | 'name' | 'state' | 'processed' | 'runtime'>;

/** What has to be known of an execution. */
export interface Run {
  readonly spec: WorkflowSpec;
  readonly graph: WorkflowGraph;
  readonly state: ExecutionFacts['state'];
  /** The task that a reverse workflow is run for; null otherwise. */
  readonly target: string | null;
  /** In the order they were made. */
  readonly tasks: readonly RunTask[];
}

export function runGraph(run: Run): RunGraph {
  return run.graph.type === 'reverse' ? reverseGraph(run) : directGraph(run);
}

/** Each task says what comes next, and where it has led is written down with it. */
function directGraph({ graph, state, tasks }: Run): RunGraph {
  const takes = new Takes(graph, tasks);
  const pending = new Set(isFinal(state) ? [] : graph.edges.filter((edge) => takes.isPending(edge)));
  const live = isFinal(state) ? new Set<string>() : liveNodes(graph, tasks, beginnings(graph, state, pending));
  const edges = graph.edges.map((edge): RunEdge => {
    const count = takes.of(edge);
    return { edge, count, passage: passageOf(count > 0, live.has(edge.from) || pending.has(edge)) };
  });
  const into = Map.groupBy(edges, ({ edge }) => edge.to);
  const isInto = (id: string, passage: Passage) => (into.get(id) ?? []).some((edge) => edge.passage === passage);
  const byName = Map.groupBy(tasks, ({ name }) => name);
  const nodes = graph.nodes.map((node): RunNode => {
    if (node.kind === 'start') return { node, passage: state === 'IDLE' ? 'open' : 'taken', tasks: [] };
    const own = 'name' in node ? (byName.get(node.name) ?? []) : [];
    const isTaken = node.kind === 'command' ? isInto(node.id, 'taken') : own.length > 0;
    return { node, passage: passageOf(isTaken, live.has(node.id) || isInto(node.id, 'open')), tasks: own };
  });
  return { nodes, edges };
}

/** Where something is to begin without another task that ends: at the start, and where a pause holds it back. */
function beginnings(graph: WorkflowGraph, state: Run['state'], pending: ReadonlySet<GraphEdge>): readonly string[] {
  const starts = state === 'IDLE' ? graph.nodes.filter(({ kind }) => kind === 'start') : [];
  return [...starts.map(({ id }) => id), ...Array.from(pending, ({ to }) => to)];
}

/** The nodes that something may still lead on from: tasks that have not ended, and all that may come after them. */
function liveNodes(
  graph: WorkflowGraph,
  tasks: readonly RunTask[],
  beginnings: readonly string[],
): ReadonlySet<string> {
  const ids = new Map(graph.nodes.flatMap((node) => ('name' in node ? [[node.name, node.id]] : [])));
  const outgoing = Map.groupBy(graph.edges, ({ from }) => from);
  const live = new Set(beginnings);
  for (const { name, state, processed } of tasks) {
    const id = ids.get(name);
    if (id !== undefined && !(isFinal(state) && processed)) live.add(id);
  }
  // A set goes on to what is added to it meanwhile.
  for (const id of live) for (const { to } of outgoing.get(id) ?? []) live.add(to);
  return live;
}

/** How often each way was taken, by its two ends and its clause. */
class Takes {
  /** What tasks have led to, whether it has begun or not. */
  private readonly decisions = new Map<string, number>();
  /** What has made tasks begin. */
  private readonly beginnings = new Map<string, number>();
  private readonly nodes: ReadonlyMap<string, GraphNode>;

  constructor(graph: WorkflowGraph, tasks: readonly RunTask[]) {
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const names = new Map<Id, string>(tasks.map(({ id, name }) => [id, name]));
    for (const { name, runtime } of tasks) {
      for (const [target, clause] of runtime.next) increase(this.decisions, keyOf(name, target, clause));
      if (runtime.triggeredBy.length === 0) increase(this.beginnings, keyOf('', name, 'start'));
      for (const { taskId, event } of runtime.triggeredBy) {
        increase(this.beginnings, keyOf(names.get(taskId) ?? '', name, event));
      }
    }
  }

  /** A join counts what has come to it, also while it waits, and so does a command; any other task what has made it begin. */
  of(edge: GraphEdge): number {
    return this.countIn(this.nodes.get(edge.to)?.kind === 'task' ? this.beginnings : this.decisions, edge);
  }

  /** Whether a way was decided to be taken, but nothing has come of it yet. */
  isPending(edge: GraphEdge): boolean {
    return this.of(edge) === 0 && this.countIn(this.decisions, edge) > 0;
  }

  private countIn(counts: ReadonlyMap<string, number>, { from, to, kind }: GraphEdge): number {
    return counts.get(keyOf(this.nameOf(from), this.nameOf(to), kind)) ?? 0;
  }

  /** What tasks call a node. */
  private nameOf(id: string): string {
    const node = this.nodes.get(id);
    if (!node || node.kind === 'start') return '';
    return node.kind === 'command' ? node.command : node.name;
  }
}

const keyOf = (from: string, to: string, kind: string) => JSON.stringify([from, to, kind]);

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** A run does what its target requires, each task once: a way is taken when the task it leads to has begun. */
function reverseGraph({ spec, graph, state, target, tasks }: Run): RunGraph {
  const byName = Map.groupBy(tasks, ({ name }) => name);
  const needed = target === null ? [] : requiredBy(spec, target);
  const passages = new Map<string, Passage>();
  // The required come first.
  for (const name of needed) {
    const isPossible = (spec.tasks[name]?.requires ?? []).every((each) => {
      const last = byName.get(each)?.at(-1);
      return last ? last.state === 'SUCCESS' || !isFinal(last.state) : passages.get(each) === 'open';
    });
    passages.set(name, passageOf(byName.has(name), isPossible && !isFinal(state)));
  }
  const passageOfNode = new Map<string, Passage>(
    graph.nodes.map((node) => {
      if (node.kind === 'start') return [node.id, state === 'IDLE' ? 'open' : 'taken'];
      return [node.id, ('name' in node && passages.get(node.name)) || 'notTaken'];
    }),
  );
  const passageAt = (id: string): Passage => passageOfNode.get(id) ?? 'notTaken';
  return {
    nodes: graph.nodes.map((node) => ({
      node,
      passage: passageAt(node.id),
      tasks: 'name' in node ? (byName.get(node.name) ?? []) : [],
    })),
    edges: graph.edges.map((edge) => ({
      edge,
      passage: passageAt(edge.to),
      count: passageAt(edge.to) === 'taken' ? 1 : 0,
    })),
  };
}

function passageOf(isTaken: boolean, isOpen: boolean): Passage {
  if (isTaken) return 'taken';
  return isOpen ? 'open' : 'notTaken';
}
