import type { Draft } from '../Draft.ts';
import type { TaskSpec } from '../TaskSpec.ts';

/** Tasks of a reverse workflow that require each other in a circle are never run; as Mistral, that is allowed. */
export function requirementsEnd({ spec, places }: Draft): void {
  const ready = new Set<string>();
  let left = Object.values(spec.tasks).filter(({ requires }) =>
    requires.every((name) => Object.hasOwn(spec.tasks, name)),
  );
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    for (const task of left) if (task.requires.every((name) => ready.has(name))) ready.add(task.name);
    left = left.filter(({ name }) => !ready.has(name));
  }
  for (const task of left)
    if (isInCircle(task, spec.tasks)) places.of(task)?.warn(`Task '${task.name}' requires itself.`);
}

function isInCircle({ name, requires }: TaskSpec, tasks: Readonly<Record<string, TaskSpec>>): boolean {
  const seen = new Set<string>();
  const waiting = [...requires];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(tasks[next]?.requires ?? []));
  }
  return false;
}
