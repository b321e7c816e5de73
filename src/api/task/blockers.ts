import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { NotFoundError } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';
import type { Blocker as Found } from '../../engine/explain/explainBlockers.ts';
import type { Reads } from '../../persistence/reads/Reads.ts';
import { ActionExecution } from '../action/ActionExecution.ts';
import { State } from '../enums.ts';
import { Execution } from '../execution/Execution.ts';
import { Node } from '../node.ts';
import { DateTimeScalar } from '../scalars.ts';
import { TaskExecution } from './TaskExecution.ts';

type Of<Kind extends Found['kind']> = Extract<Found, { readonly kind: Kind }>;

/** How a task that a join waits for stands to it. */
export enum JoinRouteState {
  ARRIVED = 'arrived',
  OPEN = 'open',
  IMPOSSIBLE = 'impossible',
}
registerEnumType(JoinRouteState, {
  name: 'JoinRouteState',
  description: 'How a task that a join waits for stands to it.',
  valuesConfig: {
    ARRIVED: { description: 'It has led to the join.' },
    OPEN: { description: 'It may still lead to the join.' },
    IMPOSSIBLE: { description: 'It has ended otherwise, or cannot run any more.' },
  },
});

/** A policy that lets a task wait. */
export enum DelayPolicy {
  WAIT_BEFORE = 'wait-before',
  WAIT_AFTER = 'wait-after',
  RETRY = 'retry',
}
registerEnumType(DelayPolicy, {
  name: 'DelayPolicy',
  description: 'A policy that lets a task wait.',
  valuesConfig: {
    WAIT_BEFORE: { description: '`wait-before`: the task is to begin then.' },
    WAIT_AFTER: { description: '`wait-after`: the task is to end then.' },
    RETRY: { description: '`retry`: the next attempt is to begin then.' },
  },
});

/** What holds a task. */
export enum PauseSource {
  EXECUTION = 'execution',
  POLICY = 'policy',
  ACTION = 'action',
  SUB_WORKFLOW = 'child',
}
registerEnumType(PauseSource, {
  name: 'PauseSource',
  description: 'What holds a task.',
  valuesConfig: {
    EXECUTION: { description: 'Its execution is paused.' },
    POLICY: { description: 'Its own policy `pause-before` has paused the execution.' },
    ACTION: { description: 'Its action is paused.' },
    SUB_WORKFLOW: { description: 'Its sub-workflow is paused.' },
  },
});

@InterfaceType('Blocker', { description: 'One reason why a task does not go on.' })
export abstract class Blocker {
  @Field(() => String, { description: 'The reason, for people.' })
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

@ObjectType('JoinRoute', { description: 'A task that a join waits for.' })
export class JoinRoute {
  @Field(() => String, { description: 'The name of the task.' })
  readonly taskName: string;

  @Field(() => JoinRouteState, { description: 'How it stands to the join.' })
  readonly state: JoinRouteState;

  private readonly taskId: Id | null;
  private readonly reads: Reads;

  constructor({ name, state, taskId }: Of<'join'>['routes'][number], reads: Reads) {
    this.taskName = name;
    this.state = state as JoinRouteState;
    this.taskId = taskId;
    this.reads = reads;
  }

  @Field(() => TaskExecution, { nullable: true, description: 'Its newest execution; null where it has not run.' })
  async task(): Promise<TaskExecution | null> {
    const row = this.taskId === null ? null : await this.reads.tasks.byId(this.taskId);
    return row && new TaskExecution(row, this.reads);
  }
}

@ObjectType('JoinBlocker', { implements: Blocker, description: 'Too few of the tasks before it have led to it.' })
export class JoinBlocker extends Blocker {
  @Field(() => Int, { description: 'How many have to.' })
  readonly needed: number;

  @Field(() => Int, { description: 'How many have.' })
  readonly arrived: number;

  @Field(() => [JoinRoute], { description: 'All tasks that name it, in the order of the text.' })
  readonly routes: readonly JoinRoute[];

  constructor({ needed, routes }: Of<'join'>, reads: Reads) {
    const arrived = routes.filter(({ state }) => state === 'arrived').length;
    super(`${arrived} of ${needed} tasks have led to it.`);
    this.needed = needed;
    this.arrived = arrived;
    this.routes = routes.map((route) => new JoinRoute(route, reads));
  }
}

@ObjectType('ConcurrencyBlocker', {
  implements: Blocker,
  description: 'As many items of `with-items` are under way as its `concurrency` allows.',
})
export class ConcurrencyBlocker extends Blocker {
  @Field(() => Int, { description: 'How many items may be under way at a time.' })
  readonly limit: number;

  @Field(() => Int, { description: 'How many are.' })
  readonly underWay: number;

  @Field(() => Int, { description: 'How many have not begun.' })
  readonly waiting: number;

  constructor({ limit, underWay, waiting }: Of<'limit'>) {
    super(`${waiting} items wait, because ${limit} may be under way at a time.`);
    this.limit = limit;
    this.underWay = underWay;
    this.waiting = waiting;
  }
}

@ObjectType('DelayBlocker', { implements: Blocker, description: 'One of its policies lets it wait for a time.' })
export class DelayBlocker extends Blocker {
  @Field(() => DelayPolicy, { description: 'Which policy.' })
  readonly policy: DelayPolicy;

  @Field(() => DateTimeScalar, { description: 'When it goes on.' })
  readonly until: Date;

  constructor({ policy, until }: Of<'delay'>) {
    super(`It is delayed by '${policy}' until ${until}.`);
    this.policy = policy as DelayPolicy;
    this.until = new Date(until);
  }
}

const PAUSED: Readonly<Record<PauseSource, string>> = {
  [PauseSource.EXECUTION]: 'Its execution is paused.',
  [PauseSource.POLICY]: "Its 'pause-before' has paused the execution.",
  [PauseSource.ACTION]: 'Its action is paused.',
  [PauseSource.SUB_WORKFLOW]: 'Its sub-workflow is paused.',
};

@ObjectType('PauseBlocker', { implements: Blocker, description: 'It is held until somebody lets it go on.' })
export class PauseBlocker extends Blocker {
  @Field(() => PauseSource, { description: 'What holds it.' })
  readonly by: PauseSource;

  private readonly pause: Of<'pause'>;
  private readonly reads: Reads;

  constructor(pause: Of<'pause'>, reads: Reads) {
    super(PAUSED[pause.by as PauseSource]);
    this.by = pause.by as PauseSource;
    this.pause = pause;
    this.reads = reads;
  }

  @Field(() => Node, {
    nullable: true,
    description:
      'The action execution or sub-workflow that is paused, the oldest where there are several; null otherwise.',
  })
  async paused(): Promise<Node | null> {
    const { by, part } = this.pause;
    if (!part) return null;
    return by === 'action' ? actionOf(part.oldestId, this.reads) : executionOf(part.oldestId, this.reads);
  }
}

@ObjectType('EndBlocker', {
  implements: Blocker,
  description: 'Its execution has ended: it goes on only where somebody runs a task of that again.',
})
export class EndBlocker extends Blocker {
  @Field(() => State, { description: 'How the execution ended.' })
  readonly state: State;

  constructor({ state }: Of<'end'>) {
    super(`Its execution has ended in ${state}.`);
    this.state = state as State;
  }
}

@InterfaceType('ActionBlocker', { implements: Blocker, description: 'Its action has not ended.' })
export abstract class ActionBlocker extends Blocker {
  @Field(() => String, { description: 'The name of the action; of an ad-hoc action, that of the action it stands on.' })
  readonly action: string;

  @Field(() => Int, { description: 'How many runs of it.' })
  readonly count: number;

  private readonly oldestId: Id;
  private readonly reads: Reads;

  constructor(message: string, { action, count, oldestId }: Of<'executor' | 'result'>, reads: Reads) {
    super(message);
    this.action = action;
    this.count = count;
    this.oldestId = oldestId;
    this.reads = reads;
  }

  @Field(() => ActionExecution, { description: 'The oldest of them.' })
  oldest(): Promise<ActionExecution> {
    return actionOf(this.oldestId, this.reads);
  }
}

@ObjectType('ExecutorBlocker', {
  implements: [Blocker, ActionBlocker],
  description: 'No executor that runs offers its action.',
})
export class ExecutorBlocker extends ActionBlocker {
  constructor(blocker: Of<'executor'>, reads: Reads) {
    super(`No executor offers the action '${blocker.action}'.`, blocker, reads);
  }
}

@ObjectType('ResultBlocker', {
  implements: [Blocker, ActionBlocker],
  description: 'Its action is asynchronous: somebody outside is to hand in the result, by `completeAction`.',
})
export class ResultBlocker extends ActionBlocker {
  constructor(blocker: Of<'result'>, reads: Reads) {
    super(`It waits for the result of '${blocker.action}'.`, blocker, reads);
  }
}

@ObjectType('SubWorkflowBlocker', { implements: Blocker, description: 'Its sub-workflow is under way.' })
export class SubWorkflowBlocker extends Blocker {
  @Field(() => Int, { description: 'How many runs of it.' })
  readonly count: number;

  private readonly oldestId: Id;
  private readonly reads: Reads;

  constructor({ count, oldestId }: Of<'child'>, reads: Reads) {
    super(count === 1 ? 'It waits for its sub-workflow.' : `It waits for ${count} sub-workflows.`);
    this.count = count;
    this.oldestId = oldestId;
    this.reads = reads;
  }

  @Field(() => Execution, { description: 'The oldest of them.' })
  oldest(): Promise<Execution> {
    return executionOf(this.oldestId, this.reads);
  }
}

async function actionOf(id: Id, reads: Reads): Promise<ActionExecution> {
  return new ActionExecution(found(await reads.actions.byId(id), 'action execution', id), reads);
}

async function executionOf(id: Id, reads: Reads): Promise<Execution> {
  return new Execution(found(await reads.executions.byId(id), 'execution', id), reads);
}

/** What was there a moment ago may have been taken away. */
function found<Row>(row: Row | null, kind: string, id: Id): Row {
  if (row === null) throw new NotFoundError(kind, id);
  return row;
}

/** A reason as the API shows it. */
export function blockerOf(blocker: Found, reads: Reads): Blocker {
  switch (blocker.kind) {
    case 'join':
      return new JoinBlocker(blocker, reads);
    case 'limit':
      return new ConcurrencyBlocker(blocker);
    case 'delay':
      return new DelayBlocker(blocker);
    case 'pause':
      return new PauseBlocker(blocker, reads);
    case 'end':
      return new EndBlocker(blocker);
    case 'executor':
      return new ExecutorBlocker(blocker, reads);
    case 'result':
      return new ResultBlocker(blocker, reads);
    case 'child':
      return new SubWorkflowBlocker(blocker, reads);
  }
}
