import type { Readable } from 'node:stream';
import { ExpressionError, messageOf, UserError } from '../base/errors.ts';
import type { Value } from '../base/json.ts';
import type { EvalRequest } from './EvalRequest.ts';
import { indentedJson } from './indentedJson.ts';
import { printable } from './lines.ts';
import { pointAt } from './pointAt.ts';
import { readData } from './readData.ts';
import type { Sink } from './View.ts';

/** What the command needs of the process around it. */
export interface EvalSurroundings {
  readonly stdin: Readable;
  readonly output: (text: string) => Promise<void>;
  readonly people: Sink;
  /** The value of a text, or of JSON with such texts. Throws a `UserError`. */
  readonly evaluate: (template: Value, data: Value) => Value;
  readonly holdsExpression: (text: string) => boolean;
}

/** `tramontane eval EXPR`: prints a value, or says why there is none. Answers with the exit code. Throws `WrongUse`. */
export async function evaluateOne(
  { expression, data: given }: Extract<EvalRequest, { isBatch: false }>,
  { stdin, output, people, evaluate, holdsExpression }: EvalSurroundings,
): Promise<number> {
  const data = given === undefined ? null : await readData(given, stdin);
  if (!holdsExpression(expression)) {
    people.write('This text holds no expression: those stand between <% and %>, or {{ and }}.\n');
  }
  try {
    await output(`${indentedJson(evaluate(expression, data))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    people.write(
      errorLines(error, expression)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return 1;
  }
}

function errorLines(error: UserError, expression: string): readonly string[] {
  const message = printable(messageOf(error));
  if (!(error instanceof ExpressionError)) return [message, `  ${printable(expression)}`];
  if (error.position === undefined) return [message];
  const shown = pointAt(error.expression, error.position).map((line) => `  ${line}`);
  return [`${message} at character ${error.position + 1}:`, ...shown];
}
