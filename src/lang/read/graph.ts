import { setOwn } from '../../base/json.ts';
import { CLAUSES, type Clause, type TaskSpec } from '../TaskSpec.ts';
import type { InboundSpec } from '../WorkflowSpec.ts';

/** For each task, who names it as next and where. Targets that are no tasks are left out. */
export function inboundOf(tasks: readonly TaskSpec[]): Record<string, readonly InboundSpec[]> {
  const inbound = new Map(tasks.map(({ name }) => [name, new Map<string, Set<Clause>>()]));
  for (const task of tasks) {
    for (const clause of CLAUSES) {
      for (const { target } of task[clause]?.next ?? []) {
        const sources = inbound.get(target);
        const clauses = sources?.get(task.name) ?? new Set();
        sources?.set(task.name, clauses.add(clause));
      }
    }
  }
  const result: Record<string, readonly InboundSpec[]> = {};
  for (const [name, sources] of inbound) {
    setOwn(
      result,
      name,
      Array.from(sources, ([task, clauses]) => ({ task, clauses: [...clauses] })),
    );
  }
  return result;
}

/** Where a run begins: direct, at the tasks nobody names; reverse, at those that require nothing. */
export function startTasksOf(
  tasks: readonly TaskSpec[],
  inbound: Readonly<Record<string, readonly InboundSpec[]>>,
  isReverse: boolean,
): string[] {
  const isStart = ({ name, requires }: TaskSpec) =>
    isReverse ? requires.length === 0 : (inbound[name] as readonly InboundSpec[]).length === 0;
  return tasks.filter(isStart).map(({ name }) => name);
}
