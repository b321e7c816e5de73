import type { Id } from '../../base/ids.ts';
import type { WorkflowSpec } from '../../lang/WorkflowSpec.ts';
import type { Delay, ExecutionFacts, TaskFacts } from '../Facts.ts';
import { type Leading, neededBy, type Progress, type Route, routesTo } from '../routes.ts';
import { isFinal, type State } from '../State.ts';

/** One reason why a task does not go on. */
export type Blocker =
  | JoinBlocker
  | LimitBlocker
  | DelayBlocker
  | PauseBlocker
  | EndBlocker
  | ExecutorBlocker
  | ResultBlocker
  | ChildBlocker;

/** Others have to lead to it first. */
export interface JoinBlocker {
  readonly kind: 'join';
  readonly needed: number;
  /** All that name it, in the order of the text. */
  readonly routes: readonly (Pick<Route<unknown>, 'name' | 'state'> & { readonly taskId: Id | null })[];
}

/** As many of its items are under way as its `concurrency` allows. */
export interface LimitBlocker {
  readonly kind: 'limit';
  readonly limit: number;
  readonly underWay: number;
  /** Items that have not begun. */
  readonly waiting: number;
}

/** One of its policies lets it wait. */
export interface DelayBlocker extends Delay {
  readonly kind: 'delay';
}

/** Somebody or something holds its execution, or a part of it. */
export interface PauseBlocker {
  readonly kind: 'pause';
  readonly by: 'execution' | 'policy' | 'action' | 'child';
  /** Of what is paused, where that is a part of the task. */
  readonly part: Pick<OpenPart, 'count' | 'oldestId'> | null;
}

/** Its execution ended before it began. */
export interface EndBlocker {
  readonly kind: 'end';
  readonly state: State;
}

/** No executor that is there offers its action. */
export interface ExecutorBlocker extends Pick<OpenAction, 'count' | 'oldestId'> {
  readonly kind: 'executor';
  /** The action of a plugin: for an ad-hoc action the one at its end. */
  readonly action: string;
}

/** Somebody outside is to hand in the result of its action. */
export interface ResultBlocker extends Pick<OpenAction, 'count' | 'oldestId'> {
  readonly kind: 'result';
  readonly action: string;
}

/** Its sub-workflow is under way. */
export interface ChildBlocker extends Pick<OpenPart, 'count' | 'oldestId'> {
  readonly kind: 'child';
}

/** Actions or sub-workflow runs of a task that have not ended and are in the same state. */
export interface OpenPart {
  readonly state: State;
  readonly count: number;
  readonly oldestId: Id;
}

export interface OpenAction extends OpenPart {
  readonly action: string;
  /** Who gives its result: the executor that runs it, somebody outside, or nobody, because no executor offers it. */
  readonly mode: 'sync' | 'async' | 'missing';
}

/** What has to be known of a task to tell why it does not go on. */
export interface Standing {
  readonly spec: WorkflowSpec;
  readonly execution: Pick<ExecutionFacts, 'state'>;
  readonly task: Pick<TaskFacts, 'name' | 'state' | 'runtime'>;
  readonly newestTasks: Progress<Leading & Pick<TaskFacts, 'id'>>['newestTasks'];
  readonly openActions: readonly OpenAction[];
  readonly openChildren: readonly OpenPart[];
}

/** Why a task does not go on: nothing where it has ended, or where its action is being run. */
export function blockersOf(standing: Standing): readonly Blocker[] {
  const { execution, task } = standing;
  switch (task.state) {
    case 'WAITING':
      return [...heldBy(execution), joinOf(standing)];
    case 'DELAYED':
      return [...heldBy(execution), ...(task.runtime.delay ? [delayOf(task.runtime.delay)] : [])];
    case 'IDLE':
      return isFinal(execution.state)
        ? [endOf(execution)]
        : [pauseBy(task.runtime.isHeldByPolicy ? 'policy' : 'execution')];
    case 'RUNNING':
    case 'PAUSED':
      return [...itemsHeld(standing), ...partsOf(standing)];
    default:
      return [];
  }
}

/** What keeps an execution from letting anything begin. */
function heldBy(execution: Standing['execution']): readonly Blocker[] {
  if (isFinal(execution.state)) return [endOf(execution)];
  return execution.state === 'PAUSED' ? [pauseBy('execution')] : [];
}

function joinOf({ spec, task, newestTasks }: Standing): JoinBlocker {
  const routes = routesTo({ spec, newestTasks }, task.name);
  const taskSpec = spec.tasks[task.name];
  return {
    kind: 'join',
    needed: taskSpec ? neededBy(taskSpec, routes.length) : 0,
    routes: routes.map((route) => ({ name: route.name, state: route.state, taskId: route.task?.id ?? null })),
  };
}

/** Items that have not begun wait for those under way, or for an execution that goes on. */
function itemsHeld({ execution, task }: Standing): readonly Blocker[] {
  const { items, rerun, open, concurrency } = task.runtime;
  const waiting = items ? items.count - items.started + rerun.length : 0;
  if (waiting === 0) return [];
  const isFull = concurrency > 0 && open >= concurrency;
  return [
    ...heldBy(execution),
    ...(isFull ? [{ kind: 'limit', limit: concurrency, underWay: open, waiting } as const] : []),
  ];
}

function partsOf({ openActions, openChildren }: Standing): readonly Blocker[] {
  return [
    ...openActions.flatMap((action): Blocker[] => {
      const { count, oldestId } = action;
      if (action.state === 'PAUSED') return [pauseBy('action', action)];
      if (action.mode === 'sync') return [];
      return [{ kind: action.mode === 'async' ? 'result' : 'executor', action: action.action, count, oldestId }];
    }),
    ...openChildren.map((child): Blocker => {
      const { count, oldestId } = child;
      return child.state === 'PAUSED' ? pauseBy('child', child) : { kind: 'child', count, oldestId };
    }),
  ];
}

const delayOf = (delay: Delay): DelayBlocker => ({ kind: 'delay', ...delay });
const endOf = ({ state }: Standing['execution']): EndBlocker => ({ kind: 'end', state });

function pauseBy(by: PauseBlocker['by'], part?: OpenPart): PauseBlocker {
  return { kind: 'pause', by, part: part ? { count: part.count, oldestId: part.oldestId } : null };
}
