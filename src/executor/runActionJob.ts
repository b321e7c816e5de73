import type { ActionRegistry } from '../actions/ActionRegistry.ts';
import type { LogLine } from '../actions/createContext.ts';
import type { EgressPolicy } from '../actions/egress.ts';
import { type ActionResult, runAction, stoppedResult } from '../actions/runAction.ts';
import type { Secrets } from '../actions/Secrets.ts';
import { FIELD_LIMIT_BYTES } from '../base/fieldLimit.ts';
import { parseJson, stringifyJson } from '../base/json.ts';
import type { Logger } from '../base/logger.ts';
import type { ActionJob } from '../queue/jobs.ts';
import { stopOf } from './ActionStopped.ts';
import type { ActionOutcome } from './Executor.ts';
import { withinGrace } from './withinGrace.ts';

/** What a timer of Node can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface RunParts {
  readonly actions: ActionRegistry;
  readonly egress: EgressPolicy;
  readonly secrets: Secrets;
  readonly log: Logger;
  /** How long an action may take to end once its signal has fired. */
  readonly graceMs: number;
}

/** Runs the action of a job with the plugin that is loaded now. Never rejects: what goes wrong is a result. */
export async function runActionJob(parts: RunParts, job: ActionJob, signal: AbortSignal): Promise<ActionOutcome> {
  const action = parts.actions.get(job.action);
  if (!action) return failed(`Action '${job.action}' does not exist on this executor.`);
  const { actionExecutionId, executionId, taskId, workflowName, attempt } = job;
  const ids = { actionExecutionId, executionId, taskId, workflowName };
  const timeoutSeconds = job.timeoutSeconds ?? action.defaults.timeoutSeconds ?? null;
  const limited = limit(signal, timeoutSeconds);
  const request = {
    ids,
    signal: limited,
    attempt,
    idempotencyKey: actionExecutionId,
    egress: parts.egress,
    secrets: parts.secrets.of(action),
    ...(timeoutSeconds !== null && { deadline: new Date(Date.now() + timeoutSeconds * 1000) }),
    onLog: ({ level, message, fields }: LogLine) =>
      parts.log[level]({ ...ids, action: job.action, ...fields }, message),
  };
  const result = await withinGrace(runAction(action, parseJson(job.input), request), {
    signal: limited,
    graceMs: parts.graceMs,
    giveUp: () => stoppedResult(action, request, `It did not stop within ${parts.graceMs / 1000} s.`),
  });
  return outcomeOf(job, result, limited);
}

function outcomeOf(job: ActionJob, result: ActionResult, signal: AbortSignal): ActionOutcome {
  if (result.state === 'PENDING') return result;
  const stop = stopOf(signal);
  if (result.state === 'ERROR' && stop?.kind === 'CANCELLED') {
    return { state: 'CANCELLED', output: stringifyJson(stop.message), stateInfo: stop.message };
  }
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
function limit(signal: AbortSignal, timeoutSeconds: number | null): AbortSignal {
  if (timeoutSeconds === null || timeoutSeconds * 1000 > LONGEST_TIMER_MS) return signal;
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
}

function failed(reason: string): ActionOutcome {
  return { state: 'ERROR', output: stringifyJson(reason), stateInfo: reason };
}
