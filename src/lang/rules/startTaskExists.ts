import type { Draft } from '../Draft.ts';

/** A direct workflow has a task to begin with. */
export function startTaskExists({ spec, place }: Draft): void {
  if (spec.type === 'reverse' || spec.startTasks.length > 0) return;
  place.error(
    'Failed to find start tasks in direct workflow. There must be at least one task without inbound transition.',
    spec.taskNames.length === 1 ? 'a task cannot be named by itself alone' : 'add a task that leads into the cycle',
  );
}
