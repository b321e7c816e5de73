import type { RunTaskRow } from '../../persistence/reads/RunReads.ts';
import type { RunTask } from '../../workflow/explain/runGraph.ts';
import type { State } from '../../workflow/State.ts';
import { taskRuntime } from '../facts.ts';

/** A row as explanations see it. */
export function runTask({ id, name, state, processed, runtime }: RunTaskRow): RunTask {
  return { id, name, state: state as State, processed, runtime: taskRuntime(runtime) };
}
