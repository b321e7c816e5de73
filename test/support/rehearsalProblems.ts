import type { SetTimer } from '../../src/workflow/Decision.ts';
import type { ExecutionRuntime, TaskFacts } from '../../src/workflow/Facts.ts';
import { isFinal } from '../../src/workflow/State.ts';
import type { RehearsalStore } from './RehearsalStore.ts';

interface Run {
  readonly store: RehearsalStore;
  readonly timers: readonly SetTimer[];
}

/** What must never be so after an event: counters that say something else than the tasks, and a run that waits for nothing. */
export function problemsOf(run: Run): string[] {
  const { execution } = run.store;
  const tasks = [...run.store.tasks.values()];
  const wrong = (Object.entries(countersOf(tasks)) as [keyof ExecutionRuntime, number][])
    .filter(([counter, count]) => execution.runtime[counter] !== count)
    .map(([counter, count]) => `${counter} is ${execution.runtime[counter]}, and there are ${count}`);
  // Of sub-workflows, people may let any number run again.
  const tooMany = tasks
    .filter(({ name }) => run.store.spec.tasks[name]?.workflow === undefined)
    .filter(({ runtime, state }) => !isFinal(state) && runtime.concurrency > 0 && runtime.open > runtime.concurrency)
    .map(({ name }) => `'${name}' runs more items than its concurrency allows`);
  const early = tasks.filter(({ processed, state }) => processed && !isFinal(state));
  return [
    ...wrong,
    ...tooMany,
    ...early.map(({ name, state }) => `what follows from '${name}' is decided though it is ${state}`),
    ...(execution.state === 'RUNNING' ? waitingForNothing(run, tasks) : []),
    ...(isFinal(execution.state) && execution.output === undefined ? ['the execution has ended without output'] : []),
  ];
}

function countersOf(tasks: readonly TaskFacts[]): Partial<Record<keyof ExecutionRuntime, number>> {
  const count = (is: (task: TaskFacts) => boolean) => tasks.filter(is).length;
  return {
    tasks: tasks.length,
    openTasks: count(({ processed }) => !processed),
    endTasks: count(({ processed, hasNext }) => processed && !hasNext),
    waitingTasks: count(({ state }) => state === 'WAITING'),
    unhandledErrors: count(({ runtime, state }) => runtime.isUnhandled && state === 'ERROR'),
  };
}

/** Tasks of a running execution that nothing will ever happen to. A join may wait, as long as something else goes on. */
function waitingForNothing(run: Run, tasks: readonly TaskFacts[]): string[] {
  const open = tasks.filter(({ processed }) => !processed);
  const stuck = open.filter((task) => task.state !== 'WAITING' && !isAwaited(run, task));
  if (stuck.length > 0) return stuck.map(({ name, state }) => `'${name}' is ${state} and waits for nothing`);
  const isGoingOn = open.some(({ state }) => state !== 'WAITING');
  return isGoingOn
    ? []
    : [`the execution is RUNNING and waits for nothing (${open.map(({ name }) => name).join(', ')})`];
}

/** Whether an action, a sub-workflow or a timer will tell of a task. */
function isAwaited({ store, timers }: Run, { id, state, runtime }: TaskFacts): boolean {
  const hasTimer = timers.some(
    ({ taskId, timer, run }) => taskId === id && run === runtime.run && (timer === 'timeout' || state === 'DELAYED'),
  );
  const isOpen =
    runtime.open > 0 &&
    store.partsOf({ taskId: id }).some((part) => !isFinal(part.state) || ('isUntold' in part && part.isUntold));
  return hasTimer || (isOpen && state !== 'DELAYED');
}
