import { graphOf } from '../../src/lang/graph/graphOf.ts';
import { parseWorkflows } from '../../src/lang/parse.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import { type Blocker, blockersOf, type OpenAction, type OpenPart } from '../../src/workflow/explain/blockersOf.ts';
import { runGraph } from '../../src/workflow/explain/runGraph.ts';
import type { TaskFacts } from '../../src/workflow/Facts.ts';
import { isFinal } from '../../src/workflow/State.ts';
import type { Rehearsal } from './rehearsal.ts';

/** The workflow of a text. */
export function specOf(text: string): WorkflowSpec {
  const { value, problems } = parseWorkflows(text);
  if (!value) throw new Error(problems.map(({ message }) => message).join('; '));
  return value.workflows[0]?.spec as WorkflowSpec;
}

/** How far a rehearsal has come: each way and each place in one line, `from -kind-> to: passage count`. */
export function passages(run: Rehearsal): { nodes: string[]; edges: string[] } {
  const { spec } = run.store;
  const target = (run.execution.params as { task_name?: string }).task_name ?? null;
  const tasks = [...run.tasks.values()];
  const { nodes, edges } = runGraph({ spec, graph: graphOf(spec), state: run.execution.state, target, tasks });
  const short = (id: string) => id.replace('task:', '').replace('command:', '!');
  return {
    nodes: nodes.map(({ node, passage, tasks: own }) => `${short(node.id)}: ${passage} ${own.length}`),
    edges: edges.map(
      ({ edge, passage, count }) => `${short(edge.from)} -${edge.kind}-> ${short(edge.to)}: ${passage} ${count}`,
    ),
  };
}

/** Why the newest execution of a task does not go on. */
export function blockers(
  run: Rehearsal,
  taskName: string,
  modeOf: (action: string) => OpenAction['mode'] = () => 'sync',
): readonly Blocker[] {
  const task = run.store.newest(taskName) as TaskFacts;
  const open = <Part extends { taskId: string; state: TaskFacts['state'] }>(parts: ReadonlyMap<string, Part>) =>
    [...parts.values()].filter(({ taskId, state }) => taskId === task.id && !isFinal(state));
  const partOf = ({ id: oldestId, state }: { id: string; state: TaskFacts['state'] }): OpenPart => ({
    state,
    count: 1,
    oldestId,
  });
  return blockersOf({
    spec: run.store.spec,
    execution: run.execution,
    task,
    newestTasks: (names) => names.map((name) => run.store.newest(name) ?? null),
    openActions: open(run.store.actions).map((action) => ({
      ...partOf(action),
      action: action.name,
      mode: modeOf(action.name),
    })),
    openChildren: open(run.store.children).map(partOf),
  });
}
