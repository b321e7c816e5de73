import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ExplainedGraph, ExplainedNode, ItemProgress, RunEdge } from '../../engine/explain/explainGraph.ts';
import type { Reads } from '../../persistence/reads/Reads.ts';
import { State } from '../enums.ts';
import { StateCounts } from '../stateCounts.ts';
import { TaskExecution } from '../task/TaskExecution.ts';
import { GraphEdge, WorkflowType } from '../workflow/graph.ts';
import { GraphNode, graphNode } from '../workflow/graphNodes.ts';
import { Execution } from './Execution.ts';

/** The newest task executions that a node shows. */
const TASKS_SHOWN = 20;

/** Whether a run has come somewhere. */
export enum GraphPassage {
  TAKEN = 'taken',
  OPEN = 'open',
  NOT_TAKEN = 'notTaken',
}
registerEnumType(GraphPassage, {
  name: 'GraphPassage',
  description: 'Whether a run has come to a node, or along an edge, of its graph.',
  valuesConfig: {
    TAKEN: { description: 'It has.' },
    OPEN: { description: 'It has not, and may still do so.' },
    NOT_TAKEN: { description: 'It has not, and will not, unless somebody runs a task again.' },
  },
});

@ObjectType('ItemProgress', { description: 'How far the items of `with-items` have come.' })
export class ItemProgressType {
  @Field(() => Int, { description: 'How many items there are.' })
  readonly total!: number;

  @Field(() => Int, { description: 'How many have not begun.' })
  readonly waiting!: number;

  @Field(() => Int, { description: 'How many are under way.' })
  readonly underWay!: number;

  @Field(() => Int, { description: 'How many have ended in SUCCESS.' })
  readonly succeeded!: number;

  @Field(() => Int, { description: 'How many have ended in ERROR.' })
  readonly failed!: number;

  @Field(() => Int, { description: 'How many were cancelled.' })
  readonly cancelled!: number;
}

@ObjectType('SubWorkflowRuns', { description: 'The runs of the sub-workflow of a task.' })
export class SubWorkflowRuns {
  @Field(() => StateCounts, { description: 'How many, and in which states.' })
  readonly counts!: StateCounts;

  @Field(() => [Execution], { description: 'The newest first; at most 20.' })
  readonly newest!: readonly Execution[];
}

@ObjectType('ExecutionGraphNode', {
  description: 'A node of the graph of a workflow, and how far a run has come there.',
})
export class ExecutionGraphNode {
  @Field(() => ID, { description: 'The same as in the graph of the workflow.' })
  readonly id: string;

  @Field(() => GraphNode, { description: 'As the workflow has it.' })
  readonly planned: GraphNode;

  @Field(() => GraphPassage, { description: 'Whether the run has come here.' })
  readonly passage: GraphPassage;

  @Field(() => State, { nullable: true, description: 'Of the newest task execution; null where there is none.' })
  readonly state: State | null;

  @Field(() => StateCounts, { description: 'The task executions of this task; cycles make several.' })
  readonly counts: StateCounts;

  @Field(() => [TaskExecution], { description: 'Its task executions, the newest first; at most 20.' })
  readonly tasks: readonly TaskExecution[];

  @Field(() => ItemProgressType, {
    nullable: true,
    description: 'Of the newest task execution; null where it has no `with-items` or has not begun with them.',
  })
  readonly items: ItemProgress | null;

  private readonly reads: Reads;

  constructor({ node, passage, tasks, states, items }: ExplainedNode, reads: Reads) {
    this.id = node.id;
    this.planned = graphNode(node);
    this.passage = passage as GraphPassage;
    this.counts = new StateCounts(states);
    this.tasks = tasks
      .slice(-TASKS_SHOWN)
      .reverse()
      .map((row) => new TaskExecution(row, reads));
    this.state = this.tasks[0]?.state ?? null;
    this.items = items;
    this.reads = reads;
  }

  @Field(() => SubWorkflowRuns, {
    nullable: true,
    description: 'Of the newest task execution; null where no sub-workflow was run.',
  })
  async subWorkflows(): Promise<SubWorkflowRuns | null> {
    const [newest] = this.tasks;
    if (!newest) return null;
    const children = await this.reads.childrenOf(newest.id);
    if (children.newest.length === 0) return null;
    return {
      counts: new StateCounts(children.states),
      newest: children.newest.map((row) => new Execution(row, this.reads)),
    };
  }
}

@ObjectType('ExecutionGraphEdge', { description: 'A way from one node to another, and whether a run took it.' })
export class ExecutionGraphEdge {
  @Field(() => GraphEdge, { description: 'As the workflow has it.' })
  readonly planned: GraphEdge;

  @Field(() => GraphPassage, { description: 'Whether the run has come along it.' })
  readonly passage: GraphPassage;

  @Field(() => Int, {
    description:
      'How often it was taken; cycles take it several times. Two edges of one clause to the same node cannot be told apart: both count.',
  })
  readonly count: number;

  constructor({ edge, passage, count }: RunEdge) {
    this.planned = new GraphEdge(edge);
    this.passage = passage as GraphPassage;
    this.count = count;
  }
}

@ObjectType('ExecutionGraph', {
  description:
    'The graph of the workflow that runs, and how far this run has come in it. Read at once, in one picture.',
})
export class ExecutionGraph {
  @Field(() => WorkflowType, { description: 'How the workflow finds its order.' })
  readonly type: WorkflowType;

  @Field(() => [ExecutionGraphNode], { description: 'All nodes of the workflow, also those that were not reached.' })
  readonly nodes: readonly ExecutionGraphNode[];

  @Field(() => [ExecutionGraphEdge], { description: 'All edges of the workflow.' })
  readonly edges: readonly ExecutionGraphEdge[];

  @Field(() => Boolean, {
    description:
      'Whether there are more than 10,000 task executions: edges count the newest of them, nodes count them all.',
  })
  readonly isPartial: boolean;

  constructor({ type, nodes, edges, isPartial }: ExplainedGraph, reads: Reads) {
    this.type = type as WorkflowType;
    this.nodes = nodes.map((node) => new ExecutionGraphNode(node, reads));
    this.edges = edges.map((edge) => new ExecutionGraphEdge(edge));
    this.isPartial = isPartial;
  }
}
