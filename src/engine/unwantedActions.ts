import { parseJson } from '../base/json.ts';
import type { ActionStanding, ActionStore } from '../persistence/ActionStore.ts';
import type { ActionJob } from '../queue/jobs.ts';
import type { ExecutionRuntime } from '../workflow/Facts.ts';
import { isFinal, type State } from '../workflow/State.ts';

/** A run of an action that nobody wants any more; kinds as the executor knows them. */
export interface UnwantedAction {
  readonly actionExecutionId: string;
  /** `CANCELLED`: on request. `OVER`: what it works for has ended. `LOST`: another attempt took its place. */
  readonly kind: 'CANCELLED' | 'OVER' | 'LOST';
  readonly reason: string;
}

/**
 * Which of these runs are to stop, by what is stored. As Mistral: when an execution fails because of one task, what the others
 * run may end; unlike Mistral, it may not when the execution was cancelled, stopped or out of time.
 */
export async function unwantedActions(store: ActionStore, jobs: readonly ActionJob[]): Promise<UnwantedAction[]> {
  const ids = jobs.map(({ actionExecutionId }) => actionExecutionId);
  const standings = new Map((await store.standingOf(ids)).map((standing) => [standing.id, standing]));
  return jobs.flatMap(({ actionExecutionId, attempt }) => {
    const verdict = judge(standings.get(actionExecutionId), attempt);
    return verdict ? [{ actionExecutionId, ...verdict }] : [];
  });
}

type Verdict = Omit<UnwantedAction, 'actionExecutionId'>;

function judge(standing: ActionStanding | undefined, attempt: number): Verdict | undefined {
  if (!standing || isFinal(standing.state as State)) return over('It has ended already.');
  if (standing.attempt !== attempt) return { kind: 'LOST', reason: 'Another attempt has taken its place.' };
  const { discarded_at, task_state, task_info, execution_state, execution_info, runtime } = standing;
  if (execution_state === 'CANCELLED') {
    return { kind: 'CANCELLED', reason: execution_info ?? 'The execution was cancelled.' };
  }
  if (task_state === 'CANCELLED') return { kind: 'CANCELLED', reason: task_info ?? 'The task was cancelled.' };
  if (task_state !== null && isFinal(task_state as State)) return over(task_info ?? 'Its task has ended.');
  if (discarded_at !== null) return over('Its task has gone on without it.');
  if (execution_state === null || !isFinal(execution_state as State)) return undefined;
  const { isStopped } = parseJson(runtime ?? '{}') as Partial<ExecutionRuntime>;
  return isStopped ? over(execution_info ?? 'The execution was stopped.') : undefined;
}

function over(reason: string): Verdict {
  return { kind: 'OVER', reason };
}
