import { applyPolicies } from './beginTask.ts';
import { beginWaiting } from './beginWaiting.ts';
import { contextOf } from './context.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts, Trigger } from './Facts.ts';
import { neededBy, type Route, routesTo } from './routes.ts';
import { isFinal } from './State.ts';

/** Joins: a task that waits until enough of those that can lead to it have done so. There is one in an execution. */

/** A task leads to a join: there is one that waits now, whether it has to be made or runs once more (as Mistral). */
export function waitForOthers(draft: Draft, name: string, trigger: Trigger): void {
  const existing = draft.newestTask(name);
  if (existing?.state === 'WAITING' || (existing && isUnderWay(existing))) return;
  beginWaiting(draft, name, existing, trigger);
}

/** What comes while it runs its action belongs to the same round. */
function isUnderWay({ state }: TaskFacts): boolean {
  return state === 'RUNNING' || state === 'DELAYED' || state === 'PAUSED' || state === 'IDLE';
}

/** Lets every join begin that is complete, and end every one that can no longer be. */
export function settleJoins(draft: Draft): void {
  const { state, runtime } = draft.execution;
  if (runtime.waitingTasks === 0 || isFinal(state) || state === 'PAUSED') return;
  for (const task of draft.tasksIn('waiting', runtime.waitingTasks)) settleJoin(draft, task);
}

/** Where nothing but joins is left, each waits for another or for itself: they fail, because an execution must not hang. */
export function failBlockedJoins(draft: Draft): void {
  const { state, runtime } = draft.execution;
  if (runtime.waitingTasks === 0 || runtime.waitingTasks < runtime.openTasks || state !== 'RUNNING') return;
  for (const task of draft.tasksIn('waiting', runtime.waitingTasks)) {
    const stateInfo = task.stateInfo?.replace('Blocked by', 'Failed by') ?? null;
    draft.planEnd(task.id, 'ERROR', stateInfo);
  }
}

function settleJoin(draft: Draft, task: TaskFacts): void {
  const verdict = verdictOn(draft, task.name);
  if (verdict.kind === 'waits') {
    if (task.stateInfo !== verdict.info) draft.patchTask(task.id, { stateInfo: verdict.info });
    return;
  }
  if (verdict.kind === 'fails') return draft.planEnd(task.id, 'ERROR', verdict.info);
  draft.count('waitingTasks', -1);
  const { now } = draft.surroundings;
  draft.patchTask(task.id, { context: contextOf(verdict.tasks), startedAt: task.startedAt ?? now });
  draft.setTaskRuntime(task.id, { triggeredBy: verdict.triggers });
  draft.setTask(task.id, { state: 'RUNNING', stateInfo: null });
  applyPolicies(draft, draft.task(task.id));
}

type Verdict =
  | { readonly kind: 'waits'; readonly info: string }
  | { readonly kind: 'fails'; readonly info: string }
  | { readonly kind: 'begins'; readonly tasks: readonly TaskFacts[]; readonly triggers: readonly Trigger[] };

function verdictOn(draft: Draft, name: string): Verdict {
  const routes = routesTo({ spec: draft.facts.spec, newestTasks: (names) => draft.newestTasks(names) }, name);
  const named = (state: Route<TaskFacts>['state']) =>
    routes.filter((route) => route.state === state).map((route) => route.name);
  const arrived = routes.filter((route) => route.state === 'arrived');
  const needed = neededBy(draft.spec(name), routes.length);
  const impossible = named('impossible');
  if (arrived.length >= needed) {
    const tasks = arrived.map((route) => route.task as TaskFacts);
    return { kind: 'begins', tasks, triggers: tasks.map((task) => triggerOf(task, name)) };
  }
  if (impossible.length > routes.length - needed)
    return { kind: 'fails', info: `Failed by tasks: ${listed(impossible)}` };
  return { kind: 'waits', info: `Blocked by tasks: ${listed(named('open'))}` };
}

const NAMES_SHOWN = 20;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `'${name}'`);
  const more = names.length > NAMES_SHOWN ? [`and ${names.length - NAMES_SHOWN} more`] : [];
  return `[${[...shown, ...more].join(', ')}]`;
}

function triggerOf(task: TaskFacts, name: string): Trigger {
  const event = task.runtime.next.find(([target]) => target === name)?.[1] ?? 'on-success';
  return { taskId: task.id, event };
}
