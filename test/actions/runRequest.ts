import { type Action, describeAction } from '../../src/actions/Action.ts';
import type { Progress, RunRequest } from '../../src/actions/createContext.ts';
import { EgressPolicy } from '../../src/actions/egress.ts';
import type { LogLine } from '../../src/actions/LogLine.ts';
import { type ActionDefinition, defineAction, z } from '../../src/actions/sdk.ts';
import { newId } from '../../src/base/ids.ts';

/** A run of a task's action, as an executor would ask for it; remembers what the action said. */
export function runRequest(given: Partial<RunRequest> = {}): RunRequest & { lines: LogLine[]; steps: Progress[] } {
  const actionExecutionId = newId();
  const lines: LogLine[] = [];
  const steps: Progress[] = [];
  return {
    ids: { executionId: newId(), taskId: newId(), actionExecutionId, workflowName: 'wf' },
    signal: new AbortController().signal,
    attempt: 1,
    idempotencyKey: actionExecutionId,
    egress: new EgressPolicy(),
    onLog: (line) => lines.push(line),
    onProgress: (step) => steps.push(step),
    lines,
    steps,
    ...given,
  };
}

/** An action of a plugin named `test`. */
export function describe(definition: ActionDefinition): Action {
  return describeAction(definition, { name: 'test', version: '1.0.0' });
}

/** An action that takes anything named `value` and does the given thing. */
export function actionThat(run: ActionDefinition['run'], more: Partial<ActionDefinition> = {}): Action {
  const input = z.object({ value: z.unknown().optional() });
  return describe(defineAction({ name: 'test.act', description: 'Acts.', input, examples: [], ...more, run }));
}
