import type { TaskSpec, TransitionsSpec } from '../lang/TaskSpec.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';

/** Something that keeps a workflow from being stored: the way to it in the text, and why. */
export interface NotRun {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/**
 * The parts of the language that are read, checked and understood by editors, but that the engine does not run yet. A
 * definition that needs them is refused instead of being run without them.
 */
export function notRunYet(spec: WorkflowSpec): NotRun[] {
  const found: NotRun[] = [];
  if (spec.type === 'reverse') found.push(refusal([spec.name, 'type'], 'reverse workflows'));
  if (spec.timeoutSeconds !== undefined) found.push(refusal([spec.name, 'timeout'], 'time limits of workflows'));
  for (const name of spec.taskNames) {
    const task = spec.tasks[name] as TaskSpec;
    for (const [key, what] of usedBy(task)) found.push(refusal([spec.name, 'tasks', name, key], what));
  }
  return found;
}

function usedBy(task: TaskSpec): [string, string][] {
  const used: [string, string, boolean][] = [
    ['workflow', 'sub-workflows', task.workflow !== undefined],
    ['join', 'joins', task.join !== undefined],
    ['with-items', "'with-items'", task.withItems !== undefined],
    ['keep-result', "'keep-result'", task.keepResult !== true],
    ['target', "'target'", task.target !== undefined],
    ['on-skip', "'on-skip'", task.onSkip !== undefined || task.publishOnSkip !== undefined],
    ['wait-before', "'wait-before'", task.policies.waitBefore !== undefined],
    ['wait-after', "'wait-after'", task.policies.waitAfter !== undefined],
    ['pause-before', "'pause-before'", task.policies.pauseBefore !== undefined],
    ['timeout', "'timeout'", task.policies.timeout !== undefined],
    ['retry', "'retry'", task.policies.retry !== undefined],
    ['fail-on', "'fail-on'", task.policies.failOn !== undefined],
    ['concurrency', "'concurrency'", task.policies.concurrency !== undefined],
    ...pauses(task),
  ];
  return used.filter(([, , isUsed]) => isUsed).map(([key, what]) => [key, what]);
}

function pauses(task: TaskSpec): [string, string, boolean][] {
  const isPause = (clause: TransitionsSpec | undefined) =>
    clause?.next.some((transition) => transition.target === 'pause') ?? false;
  return [
    ['on-success', "the command 'pause'", isPause(task.onSuccess)],
    ['on-error', "the command 'pause'", isPause(task.onError)],
    ['on-complete', "the command 'pause'", isPause(task.onComplete)],
  ];
}

function refusal(path: readonly string[], what: string): NotRun {
  return { path, message: `This version does not run ${what} yet.` };
}
