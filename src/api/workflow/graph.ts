import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import type { GraphEdge as DrawnEdge, WorkflowGraph as DrawnGraph } from '../../lang/graph/Graph.ts';
import { JsonScalar } from '../scalars.ts';
import { GraphNode, graphNode } from './graphNodes.ts';

/** How a workflow finds its order. */
export enum WorkflowType {
  DIRECT = 'direct',
  REVERSE = 'reverse',
}
registerEnumType(WorkflowType, {
  name: 'WorkflowType',
  description: 'How a workflow finds its order.',
  valuesConfig: {
    DIRECT: { description: 'Each task says what comes next.' },
    REVERSE: { description: 'Each task says what it requires; a run does what its target needs.' },
  },
});

/** What makes a run take a way. */
export enum GraphEdgeKind {
  START = 'start',
  ON_SUCCESS = 'on-success',
  ON_ERROR = 'on-error',
  ON_COMPLETE = 'on-complete',
  ON_SKIP = 'on-skip',
  REQUIRES = 'requires',
}
registerEnumType(GraphEdgeKind, {
  name: 'GraphEdgeKind',
  description: 'What makes a run take a way.',
  valuesConfig: {
    START: { description: 'A run begins here.' },
    ON_SUCCESS: { description: 'The task has ended in SUCCESS.' },
    ON_ERROR: { description: 'The task has ended in ERROR.' },
    ON_COMPLETE: { description: 'The task has ended, however.' },
    ON_SKIP: { description: 'The task was skipped.' },
    REQUIRES: { description: 'In reverse workflows: the task it leads from has to be done first.' },
  },
});

@ObjectType('GraphEdge', { description: 'A way from one node to another.' })
export class GraphEdge {
  @Field(() => GraphEdgeKind, { description: 'When it is taken.' })
  readonly kind: GraphEdgeKind;

  @Field(() => ID, { description: 'The id of the node it leads from.' })
  readonly from: string;

  @Field(() => ID, { description: 'The id of the node it leads to.' })
  readonly to: string;

  @Field(() => String, { nullable: true, description: 'The expression that has to be true; null means always.' })
  readonly guard: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What an engine command is told; null where nothing is.' })
  readonly message: Value;

  constructor({ kind, from, to, guard, message }: DrawnEdge) {
    this.kind = kind as GraphEdgeKind;
    this.from = from;
    this.to = to;
    this.guard = guard ?? null;
    this.message = message ?? null;
  }
}

@ObjectType('WorkflowGraph', { description: 'The tasks of a workflow and the ways between them.' })
export class WorkflowGraph {
  @Field(() => WorkflowType, { description: 'How the workflow finds its order.' })
  readonly type: WorkflowType;

  @Field(() => [GraphNode], { description: 'The start, the tasks in the order of the text, then engine commands.' })
  readonly nodes: readonly GraphNode[];

  @Field(() => [GraphEdge], { description: 'In the order of the text, those of the start first.' })
  readonly edges: readonly GraphEdge[];

  constructor({ type, nodes, edges }: DrawnGraph) {
    this.type = type as WorkflowType;
    this.nodes = nodes.map(graphNode);
    this.edges = edges.map((edge) => new GraphEdge(edge));
  }
}
