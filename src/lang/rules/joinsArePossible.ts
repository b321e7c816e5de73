import type { Draft } from '../Draft.ts';

/** A join waits for no more tasks than lead to it. */
export function joinsArePossible({ spec, places }: Draft): void {
  for (const task of Object.values(spec.tasks)) {
    const { name, join } = task;
    const count = spec.inbound[name]?.length ?? 0;
    if (join === 'all' && count === 0) {
      places.of(task)?.error(`No inbound tasks for task with 'join: all' [task_name=${name}]`);
    } else if (typeof join === 'number' && count < join) {
      const details = `task_name=${name}, join=${join}, inbound_tasks=${count}`;
      places.of(task)?.error(`Not enough inbound tasks for task with 'join' [${details}]`);
    }
  }
}
