import type { Draft } from '../Draft.ts';

const MAX_LENGTH = 255;
/** A join is also found by its name together with the id of its execution. */
const MAX_JOIN_LENGTH = 208;

/** Names of tasks are not longer than can be stored. */
export function taskNamesFit({ spec, places }: Draft): void {
  for (const task of Object.values(spec.tasks)) {
    const place = places.of(task);
    const length = [...task.name].length;
    if (length > MAX_LENGTH) {
      place?.error(`The length of a '${task.name}' task name must not exceed ${MAX_LENGTH} symbols.`);
    } else if (task.join !== undefined && length > MAX_JOIN_LENGTH) {
      place?.error(`The length of a '${task.name}' join task name must not exceed ${MAX_JOIN_LENGTH} symbols.`);
    }
  }
}
