import type { Action } from '../actions/Action.ts';
import type { Actions } from '../actions/ActionRegistry.ts';
import type { RunRequest } from '../actions/createContext.ts';
import type { EgressPolicy } from '../actions/egress.ts';
import type { HostPool } from '../actions/host/HostPool.ts';
import type { HostedCall } from '../actions/host/HostProcess.ts';
import type { LogLine } from '../actions/LogLine.ts';
import { stoppedResult } from '../actions/runAction.ts';
import { runActionText, type TextResult, textOf } from '../actions/runActionText.ts';
import type { Secrets } from '../actions/Secrets.ts';
import type { Id } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { Logger } from '../base/logger.ts';
import { Redactor } from '../base/redact.ts';
import type { ActionJob } from '../queue/jobs.ts';
import { stopOf } from './ActionStopped.ts';
import type { ActionOutcome } from './Executor.ts';
import { withinGrace } from './withinGrace.ts';

/** What a timer of Node can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface RunParts {
  readonly actions: Actions;
  readonly egress: EgressPolicy;
  readonly secrets: Secrets;
  readonly log: Logger;
  /** How a run is completed from outside, where anybody could be reached. */
  callbackOf(actionExecutionId: Id): RunRequest['callback'];
  /** Where actions run that do not run in this process. */
  readonly hosts: HostPool;
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
    callback: action.mode === 'async' ? parts.callbackOf(actionExecutionId) : undefined,
    ...(timeoutSeconds !== null && { deadline: new Date(Date.now() + timeoutSeconds * 1000) }),
    onLog: ({ level, message, fields }: LogLine) =>
      parts.log[level]({ ...ids, action: job.action, ...fields }, message),
  };
  return outcomeOf(await runWhereItIs(parts, action, { action: action.name, input: job.input, request }), limited);
}

/** In a process of its plugin, which can be killed; else here, where it can only be left alone. */
function runWhereItIs({ hosts, graceMs }: RunParts, action: Action, call: HostedCall): Promise<TextResult> {
  if (action.home) return hosts.run(action.home, withoutSecrets(call));
  const { input, request } = call;
  return withinGrace(runActionText(action, input, request), {
    signal: request.signal,
    graceMs,
    giveUp: () => textOf(action.name, stoppedResult(action, request, `It did not stop within ${graceMs / 1000} s.`)),
  });
}

/** What such a process writes past its log has not been looked at yet. */
function withoutSecrets({ request, ...call }: HostedCall): HostedCall {
  const redactor = new Redactor(Object.values(request.secrets ?? {}));
  const onLog = ({ level, message, fields }: LogLine) =>
    request.onLog?.({ level, message: redactor.text(message), fields: redactor.fields(fields) });
  return { ...call, request: { ...request, onLog } };
}

function outcomeOf(result: TextResult, signal: AbortSignal): ActionOutcome {
  if (result.state === 'PENDING') return result;
  const stop = stopOf(signal);
  if (result.state === 'ERROR' && stop?.kind === 'CANCELLED') {
    return { state: 'CANCELLED', output: stringifyJson(stop.message), stateInfo: stop.message };
  }
  const { state, output } = result;
  return { state, output, stateInfo: state === 'ERROR' ? result.error.message : null };
}

/** The time limit of its task reaches the action itself. */
function limit(signal: AbortSignal, timeoutSeconds: number | null): AbortSignal {
  if (timeoutSeconds === null || timeoutSeconds * 1000 > LONGEST_TIMER_MS) return signal;
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
}

function failed(reason: string): ActionOutcome {
  return { state: 'ERROR', output: stringifyJson(reason), stateInfo: reason };
}
