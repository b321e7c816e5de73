import type { TaskSpec } from '../../src/lang/TaskSpec.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';

type TaskShape = Partial<Omit<TaskSpec, 'name'>>;

/** A direct workflow of a test. Start tasks are those that nobody names. */
export function workflowSpec(
  tasks: Readonly<Record<string, TaskShape>>,
  shape: Partial<Pick<WorkflowSpec, 'input' | 'output' | 'outputOnError' | 'vars'>> = {},
): WorkflowSpec {
  const named = new Set(
    Object.values(tasks).flatMap((each) =>
      [each.onSuccess, each.onError, each.onComplete].flatMap(
        (clause) => clause?.next.map(({ target }) => target) ?? [],
      ),
    ),
  );
  const taskNames = Object.keys(tasks);
  return {
    name: 'test',
    type: 'direct',
    tags: [],
    input: [],
    ...shape,
    tasks: Object.fromEntries(taskNames.map((name) => [name, { ...PLAIN, ...tasks[name], name }])),
    taskNames,
    inbound: {},
    source: {},
    startTasks: taskNames.filter((name) => !named.has(name)),
  };
}

const PLAIN: Omit<TaskSpec, 'name'> = {
  tags: [],
  action: 'std.noop',
  input: {},
  requires: [],
  keepResult: true,
  safeRerun: false,
  policies: {},
};

/** `next('a', 'b')`: go on with these, whatever happened. */
export function next(...targets: string[]) {
  return { next: targets.map((target) => ({ target })) };
}
