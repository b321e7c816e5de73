import { messageOf } from '../base/errors.ts';
import { parseJson, stringifyJson, type Value } from '../base/json.ts';
import { Redactor } from '../base/redact.ts';
import type { Action } from './Action.ts';
import { createContext, type RunRequest } from './createContext.ts';
import { describeInputProblems, prepareInput } from './input.ts';
import { type FailureOptions, isActionFailure } from './sdk.ts';
import { NotSerialisable, toValue } from './toValue.ts';

/** What became of one run. A failing action is a result like any other, so nothing here is ever thrown. */
export type ActionResult =
  | { readonly state: 'SUCCESS'; readonly output: Value }
  /** `output` is what the workflow sees as the result of the failed action. */
  | { readonly state: 'ERROR'; readonly error: ActionError; readonly output: Value }
  /** An asynchronous action has begun; somebody completes it later. */
  | { readonly state: 'PENDING' };

export interface ActionError {
  /** The author's own, or `INVALID_INPUT INVALID_OUTPUT NOT_SERIALISABLE TIMEOUT ABORTED EXCEPTION`. */
  readonly code: string;
  readonly message: string;
  readonly data?: Value;
  /** Absent where the author did not say. */
  readonly retry?: FailureOptions['retry'];
}

/** Runs an action once. Never rejects. It waits as long as `run` does: giving up on one that ignores its signal is the caller's. */
export async function runAction(action: Action, input: Value, request: RunRequest): Promise<ActionResult> {
  const redactor = new Redactor(Object.values(request.secrets ?? {}));
  const prepared = prepareInput(action, input);
  if (prepared.problems.length) {
    const message = describeInputProblems(action.name, prepared.problems);
    return failed(action, request, { code: 'INVALID_INPUT', message, retry: false });
  }
  try {
    const returned = await action.definition.run(
      prepared.value as Record<string, unknown>,
      createContext(action, request, redactor),
    );
    return action.mode === 'async' ? { state: 'PENDING' } : succeeded(action, request, returned);
  } catch (error) {
    return failed(action, request, withoutSecrets(errorOf(error, request.signal), redactor));
  }
}

/** What becomes of a run that is given up after its signal has fired; `note` says more than the signal does. */
export function stoppedResult(
  action: Action,
  request: Pick<RunRequest, 'ids' | 'signal'>,
  note: string,
): ActionResult & { state: 'ERROR' } {
  const { code, message } = abortError(request.signal);
  return failed(action, request, { code, message: `${message} ${note}` });
}

function succeeded(action: Action, request: RunRequest, returned: unknown): ActionResult {
  const checked = action.definition.output?.safeParse(returned);
  if (checked?.success === false) {
    const issues = checked.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    );
    return failed(action, request, { code: 'INVALID_OUTPUT', message: `Invalid output: ${issues.join('; ')}` });
  }
  return { state: 'SUCCESS', output: toValue(returned) };
}

function errorOf(error: unknown, signal: AbortSignal): ActionError {
  if (isActionFailure(error)) return failureOf(error);
  if (error instanceof NotSerialisable) return { code: 'NOT_SERIALISABLE', message: error.message, retry: false };
  // Whatever shape it has: what breaks after the signal broke because of it.
  if (signal.aborted) return abortError(signal);
  return { code: 'EXCEPTION', message: safeMessageOf(error) };
}

function abortError({ reason }: AbortSignal): ActionError {
  return { code: nameOf(reason) === 'TimeoutError' ? 'TIMEOUT' : 'ABORTED', message: safeMessageOf(reason) };
}

/** What a failed action says reaches everybody who may see the execution. */
function withoutSecrets({ data, ...error }: ActionError, redactor: Redactor): ActionError {
  const message = redactor.text(error.message);
  if (data === undefined || redactor.isIdle) return { ...error, message, ...(data !== undefined && { data }) };
  try {
    return { ...error, message, data: parseJson(redactor.text(stringifyJson(data))) };
  } catch {
    // A secret that looks like a part of JSON itself.
    return { ...error, message: `${message} (its data is left out: it holds a secret)` };
  }
}

function failureOf({ code, message, data, retry }: FailureOptions): ActionError {
  const described = { code: String(code), message: String(message), ...(retry === undefined ? {} : { retry }) };
  if (data === undefined) return described;
  try {
    return { ...described, data: toValue(data) };
  } catch (error) {
    return { ...described, message: `${message} (its data is left out: ${safeMessageOf(error)})` };
  }
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/** Anything may have been thrown, also what cannot be turned into text. */
function safeMessageOf(error: unknown): string {
  try {
    return messageOf(error);
  } catch {
    return 'something that cannot be shown was thrown';
  }
}

/** As Mistral: the data an action fails with is its result; without data the result is a text that says which action failed. */
function failed(
  action: Action,
  request: Pick<RunRequest, 'ids'>,
  error: ActionError,
): ActionResult & { state: 'ERROR' } {
  const text = `Action '${action.name}' failed [action_ex_id=${request.ids.actionExecutionId}]: ${error.message}`;
  return { state: 'ERROR', error, output: error.data ?? text };
}
