import type { Draft } from '../Draft.ts';
import { CLAUSES } from '../TaskSpec.ts';

/** A task no way from a start task leads to is never run; as Mistral, that is allowed. */
export function tasksAreReachable({ spec, places }: Draft): void {
  if (spec.type === 'reverse' || spec.startTasks.length === 0) return;
  const reached = new Set(spec.startTasks);
  for (const name of reached) {
    for (const clause of CLAUSES) {
      for (const { target } of spec.tasks[name]?.[clause]?.next ?? []) reached.add(target);
    }
  }
  for (const task of Object.values(spec.tasks)) {
    if (!reached.has(task.name)) places.of(task)?.warn(`Task '${task.name}' is never run: no start task leads to it.`);
  }
}
