import type { Value } from '../../base/json.ts';
import type { EngineCommand } from '../TaskSpec.ts';

/** The tasks of a workflow and the ways between them, as its definition has them. Plain data. */
export interface WorkflowGraph {
  readonly name: string;
  readonly type: 'direct' | 'reverse';
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type GraphNode = StartNode | TaskNode | JoinNode | CommandNode;

/** Where a run begins. */
export interface StartNode {
  readonly kind: 'start';
  readonly id: string;
}

/** One task. */
export interface TaskNode extends Step {
  readonly kind: 'task';
}

/** A task that waits for several of those before it. */
export interface JoinNode extends Step {
  readonly kind: 'join';
  /** How many of the tasks that name it have to have come to it. */
  readonly join: 'all' | number;
  /** How many tasks name it. */
  readonly inbound: number;
}

/** What the engine does with the execution itself; one node, however many transitions lead there. */
export interface CommandNode {
  readonly kind: 'command';
  readonly id: string;
  readonly command: EngineCommand;
}

interface Step {
  /** Told apart from those of other kinds: a task may be called `fail`. */
  readonly id: string;
  /** Of the task. */
  readonly name: string;
  /** The name of the action, or an expression that gives it; a task has either this or `workflow`. */
  readonly action?: string;
  readonly workflow?: string;
  /** The variables of `with-items`. */
  readonly items?: readonly string[];
}

export type EdgeKind = 'start' | 'on-success' | 'on-error' | 'on-complete' | 'on-skip' | 'requires';

/** One way from a node to the next. `requires` points from the task that has to be done first. */
export interface GraphEdge {
  readonly kind: EdgeKind;
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** The expression that decides whether this way is taken; absent means always. */
  readonly guard?: string;
  /** What an engine command is told. */
  readonly message?: Value;
}
