import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { CommandNode, GraphNode as Drawn, JoinNode, TaskNode } from '../../lang/graph/Graph.ts';

/** What an engine command does. */
export enum EngineCommand {
  NOOP = 'noop',
  FAIL = 'fail',
  SUCCEED = 'succeed',
  PAUSE = 'pause',
}
registerEnumType(EngineCommand, {
  name: 'EngineCommand',
  description: 'What a transition can ask of the engine instead of naming a task.',
  valuesConfig: {
    NOOP: { description: 'Nothing: this way ends here.' },
    FAIL: { description: 'The execution ends in ERROR.' },
    SUCCEED: { description: 'The execution ends in SUCCESS.' },
    PAUSE: { description: 'The execution is held until somebody resumes it.' },
  },
});

@InterfaceType('GraphNode', { description: 'Something that the ways of a workflow lead to or from.' })
export abstract class GraphNode {
  @Field(() => ID, { description: 'Unique in its graph.' })
  readonly id: string;

  constructor({ id }: { readonly id: string }) {
    this.id = id;
  }
}

@InterfaceType('GraphStep', { implements: GraphNode, description: 'A task of a workflow.' })
export abstract class GraphStep extends GraphNode {
  @Field(() => String, { description: 'The name of the task.' })
  readonly name: string;

  @Field(() => String, { nullable: true, description: 'The action, or an expression that gives its name.' })
  readonly action: string | null;

  @Field(() => String, { nullable: true, description: 'The sub-workflow, or an expression that gives its name.' })
  readonly workflow: string | null;

  @Field(() => [String], { description: 'The variables of `with-items`; empty where the task runs once.' })
  readonly items: readonly string[];

  constructor(node: TaskNode | JoinNode) {
    super(node);
    this.name = node.name;
    this.action = node.action ?? null;
    this.workflow = node.workflow ?? null;
    this.items = node.items ?? [];
  }
}

@ObjectType('GraphStart', { implements: GraphNode, description: 'Where a run begins.' })
export class GraphStart extends GraphNode {}

@ObjectType('GraphTask', {
  implements: [GraphNode, GraphStep],
  description: 'A task that runs when a way leads to it.',
})
export class GraphTask extends GraphStep {}

@ObjectType('GraphJoin', { implements: [GraphNode, GraphStep], description: 'A task that waits for others.' })
export class GraphJoin extends GraphStep {
  @Field(() => Int, { description: 'How many of the tasks that name it have to have come to it.' })
  readonly count: number;

  @Field(() => Boolean, { description: 'Whether those are all of them, however many name it.' })
  readonly isAll: boolean;

  @Field(() => Int, { description: 'How many tasks name it.' })
  readonly inbound: number;

  constructor(node: JoinNode) {
    super(node);
    this.isAll = node.join === 'all';
    this.count = node.join === 'all' ? node.inbound : node.join;
    this.inbound = node.inbound;
  }
}

@ObjectType('GraphCommand', { implements: GraphNode, description: 'What the engine does with the execution itself.' })
export class GraphCommand extends GraphNode {
  @Field(() => EngineCommand, { description: 'Which command.' })
  readonly command: EngineCommand;

  constructor(node: CommandNode) {
    super(node);
    this.command = node.command as EngineCommand;
  }
}

export function graphNode(node: Drawn): GraphNode {
  switch (node.kind) {
    case 'start':
      return new GraphStart(node);
    case 'task':
      return new GraphTask(node);
    case 'join':
      return new GraphJoin(node);
    case 'command':
      return new GraphCommand(node);
  }
}
