import { FIELD_LIMIT_BYTES } from '../base/fieldLimit.ts';
import { parseJson, stringifyJson } from '../base/json.ts';
import type { Action } from './Action.ts';
import type { RunRequest } from './createContext.ts';
import { type ActionError, type ActionResult, runAction } from './runAction.ts';

/** As `ActionResult`, with the output as JSON text: it goes to another process, or to the database. */
export type TextResult =
  | { readonly state: 'SUCCESS'; readonly output: string }
  | { readonly state: 'ERROR'; readonly error: Omit<ActionError, 'data'>; readonly output: string }
  | { readonly state: 'PENDING' };

/** Runs an action once, in this process. Never rejects. A result over the size limit is the error `RESULT_TOO_LARGE`. */
export async function runActionText(action: Action, input: string, request: RunRequest): Promise<TextResult> {
  return textOf(action.name, await runAction(action, parseJson(input), request));
}

/** The same of a result that is there. */
export function textOf(name: string, result: ActionResult): TextResult {
  if (result.state === 'PENDING') return result;
  const output = stringifyJson(result.output);
  // A character is at most three bytes.
  const bytes = output.length * 3 > FIELD_LIMIT_BYTES ? Buffer.byteLength(output) : 0;
  if (bytes > FIELD_LIMIT_BYTES) {
    const message = `The result of action '${name}' is too large: ${bytes} bytes, the limit is ${FIELD_LIMIT_BYTES}.`;
    return textError({ code: 'RESULT_TOO_LARGE', message, retry: false });
  }
  if (result.state === 'SUCCESS') return { state: 'SUCCESS', output };
  const { data: _, ...error } = result.error;
  return { state: 'ERROR', error, output };
}

/** An action that failed without a result of its own. */
export function textError(error: Omit<ActionError, 'data'>): TextResult & { state: 'ERROR' } {
  return { state: 'ERROR', error, output: stringifyJson(error.message) };
}
