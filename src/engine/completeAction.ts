import type { Clock } from '../base/clock.ts';
import { IllegalStateError, InputError, NotFoundError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { stringifyJson, type Value } from '../base/json.ts';
import type { ExecutionStore } from '../persistence/ExecutionStore.ts';
import { assertSize } from './assertSizes.ts';
import type { Engine } from './Engine.ts';

/** How somebody outside says an action ended. */
export interface Completion {
  readonly projectId: Id;
  readonly actionExecutionId: Id;
  readonly state: string;
  /** The bare result. */
  readonly output: Value;
}

/**
 * Hands in the result of an action that an executor has only begun. Throws `NotFoundError`, `IllegalStateError` where it has
 * ended already, `InputError` for a state that is no end, `LimitError` for a result that is too large.
 */
export async function completeAction(
  { engine, executions, clock }: { engine: Engine; executions: ExecutionStore; clock: Clock },
  { projectId, actionExecutionId: id, state, output }: Completion,
): Promise<void> {
  if (state !== 'SUCCESS' && state !== 'ERROR' && state !== 'CANCELLED') {
    throw new InputError(`An action ends as SUCCESS, ERROR or CANCELLED, not ${state}.`).at(['input', 'state']);
  }
  const action = await executions.action(id, projectId);
  if (!action) throw new NotFoundError('ActionExecution', id).at(['input', 'id']);
  const text = stringifyJson(output);
  assertSize('The result', text);
  const outcome = await engine.take({
    executionId: action.execution_id,
    taskId: action.task_id,
    result: {
      id,
      attempt: null,
      state,
      state_info: state === 'ERROR' ? reasonOf(output) : null,
      output: text,
      started_at: null,
      finished_at: clock.now(),
    },
    job: null,
    adhoc: { name: action.name, projectId, namespace: action.namespace },
  });
  if (outcome === 'ACCEPTED') return;
  const ended = await executions.action(id, projectId);
  throw new IllegalStateError('ActionExecution', id, ended?.state ?? action.state, state, []);
}

function reasonOf(output: Value): string | null {
  return typeof output === 'string' ? output : null;
}
