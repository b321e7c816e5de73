import { NotFoundError } from '../base/errors.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { dictGet, dictHas } from '../expressions/values/dictionaries.ts';
import { completeInput } from './completeInput.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts, Values } from './Facts.ts';
import { assertTarget } from './reverse.ts';
import { namesOf } from './values.ts';

export interface WorkflowCall {
  readonly task: TaskFacts;
  readonly name: string;
  readonly input: Values;
  readonly index: number | null;
}

/**
 * Checks a sub-workflow; what it answers with starts it. Throws `NotFoundError` or `InputError` where it cannot be started. As Mistral: what the workflow
 * does not take as input becomes a parameter of the run, such as the `task_name` of a reverse workflow.
 */
export function callWorkflow(draft: Draft, { task, name, input, index }: WorkflowCall): () => void {
  const workflow = draft.workflow(name);
  if (!workflow) throw new NotFoundError('Workflow', name);
  const parameters = new Set(workflow.spec.input.map((each) => each.name));
  const part = (isInput: boolean) =>
    mappingOf(
      namesOf(input)
        .filter((each) => parameters.has(each) === isInput)
        .map((each) => [each, dictGet(input, each) ?? null]),
    );
  const params = part(false);
  assertTarget(workflow.spec, params);
  const child = {
    taskId: task.id,
    index,
    workflow,
    input: completeInput(workflow.name, workflow.spec.input, part(true)),
    params: withNotifications(draft, params),
  };
  return () => draft.addChild({ id: draft.surroundings.newId(), ...child });
}

/** As Mistral: whoever wants to hear of an execution hears of its sub-workflows. */
function withNotifications(draft: Draft, params: Values): Values {
  const notify = dictGet(draft.execution.params, 'notify');
  return notify === undefined || dictHas(params, 'notify')
    ? params
    : mappingOf([...namesOf(params).map((name) => [name, dictGet(params, name) ?? null] as const), ['notify', notify]]);
}
