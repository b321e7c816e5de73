import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { TaskFacts } from './Facts.ts';
import { isFinal } from './State.ts';

/** How the tasks that name a task stand to it: what a join goes by. */

/** What has to be known of a task to tell where it has led. */
export interface Leading extends Pick<TaskFacts, 'state' | 'processed'> {
  readonly runtime: Pick<TaskFacts['runtime'], 'next'>;
}

/** A workflow, and how far its tasks have come. */
export interface Progress<Task extends Leading> {
  readonly spec: Pick<WorkflowSpec, 'inbound'>;
  /** The newest task executions of some names, in their order; null where there is none. */
  newestTasks(names: readonly string[]): readonly (Task | null)[];
}

/** A task that names another. It has led there, may still do so, or cannot any more. */
export interface Route<Task> {
  readonly name: string;
  readonly state: 'arrived' | 'open' | 'impossible';
  readonly task: Task | null;
}

/** The tasks that name a task, in the order of the text. */
export function routesTo<Task extends Leading>(progress: Progress<Task>, name: string): readonly Route<Task>[] {
  const inbound = inboundOf(progress, name);
  const tasks = progress.newestTasks(inbound);
  return inbound.map((each, index) => {
    const task = tasks[index] ?? null;
    return { name: each, task, state: routeState(progress, name, each, task) };
  });
}

/** How many of the tasks that name a join have to have led to it. */
export function neededBy({ join }: TaskSpec, routes: number): number {
  return join === 'all' ? routes : (join as number);
}

function routeState<Task extends Leading>(
  progress: Progress<Task>,
  name: string,
  inbound: string,
  task: Task | null,
): Route<Task>['state'] {
  if (!task) return isReachable(progress, inbound, new Set([name])) ? 'open' : 'impossible';
  if (mayStillLead(task)) return 'open';
  return hasLedTo(task, name) ? 'arrived' : 'impossible';
}

/** Whether a task that has not run may still do so. */
function isReachable<Task extends Leading>(progress: Progress<Task>, name: string, seen: Set<string>): boolean {
  const inbound = inboundOf(progress, name);
  if (inbound.length === 0) return true;
  const tasks = progress.newestTasks(inbound);
  return inbound.some((each, index) => {
    const task = tasks[index];
    if (task) return mayStillLead(task) || hasLedTo(task, name);
    if (seen.has(each)) return false;
    seen.add(each);
    return isReachable(progress, each, seen);
  });
}

function inboundOf({ spec }: Pick<Progress<Leading>, 'spec'>, name: string): readonly string[] {
  return (spec.inbound[name] ?? []).map(({ task }) => task);
}

const mayStillLead = ({ state, processed }: Leading) => !isFinal(state) || !processed;
const hasLedTo = ({ runtime }: Leading, name: string) => runtime.next.some(([target]) => target === name);
