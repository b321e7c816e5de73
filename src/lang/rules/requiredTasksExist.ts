import type { Draft } from '../Draft.ts';
import { didYouMean } from '../suggest.ts';

/** Whatever a task of a reverse workflow requires is a task of it. */
export function requiredTasksExist({ spec, places }: Draft): void {
  const known = new Set(spec.taskNames);
  for (const task of Object.values(spec.tasks)) {
    for (const name of task.requires) {
      if (known.has(name)) continue;
      places.of(task)?.error(`Task '${name}' not found.`, () => didYouMean(name, spec.taskNames));
    }
  }
}
