import type { ActionRegistry } from '../actions/ActionRegistry.ts';
import type { EgressPolicy } from '../actions/egress.ts';
import { runAction } from '../actions/runAction.ts';
import { FIELD_LIMIT_BYTES } from '../base/fieldLimit.ts';
import { parseJson, stringifyJson } from '../base/json.ts';
import type { Logger } from '../base/logger.ts';
import type { ActionJob } from '../queue/jobs.ts';
import type { ActionOutcome } from './Executor.ts';

/** What a timer of Node can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface RunParts {
  readonly actions: ActionRegistry;
  readonly egress: EgressPolicy;
  readonly log: Logger;
}

/** Runs the action of a job with the plugin that is loaded now. Never rejects: what goes wrong is a result. */
export async function runActionJob(parts: RunParts, job: ActionJob, signal: AbortSignal): Promise<ActionOutcome> {
  const action = parts.actions.get(job.action);
  if (!action) return failed(`Action '${job.action}' does not exist on this executor.`);
  const { actionExecutionId, executionId, taskId, workflowName, attempt } = job;
  const ids = { actionExecutionId, executionId, taskId, workflowName };
  const result = await runAction(action, parseJson(job.input), {
    ids,
    signal: limited(signal, job.timeoutSeconds),
    attempt,
    idempotencyKey: actionExecutionId,
    egress: parts.egress,
    ...(job.timeoutSeconds !== null && { deadline: new Date(Date.now() + job.timeoutSeconds * 1000) }),
    onLog: ({ level, message, fields }) => parts.log[level]({ ...ids, action: job.action, ...fields }, message),
  });
  if (result.state === 'PENDING') return result;
  const output = stringifyJson(result.output);
  const bytes = Buffer.byteLength(output);
  if (bytes > FIELD_LIMIT_BYTES) {
    return failed(
      `The result of action '${job.action}' is too large: ${bytes} bytes, the limit is ${FIELD_LIMIT_BYTES}.`,
    );
  }
  return { state: result.state, output, stateInfo: result.state === 'ERROR' ? result.error.message : null };
}

/** The time limit of its task reaches the action itself. */
function limited(signal: AbortSignal, timeoutSeconds: number | null): AbortSignal {
  if (timeoutSeconds === null || timeoutSeconds * 1000 > LONGEST_TIMER_MS) return signal;
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
}

function failed(reason: string): ActionOutcome {
  return { state: 'ERROR', output: stringifyJson(reason), stateInfo: reason };
}
