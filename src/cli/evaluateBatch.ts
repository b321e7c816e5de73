import { ExpressionError, messageOf, UserError } from '../base/errors.ts';
import { parseJson, stringifyJson, type Value } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';
import type { EvalSurroundings } from './evaluateOne.ts';
import { linesOf } from './linesOf.ts';

type Answer = { readonly value: Value } | { readonly error: Failed };

interface Failed {
  readonly message: string;
  /** Absent where the line itself could not be read. */
  readonly expression?: Value;
  /** Characters before the place, counted in the text that holds the expression. */
  readonly position?: number;
}

type Evaluate = EvalSurroundings['evaluate'];

/** `tramontane eval --batch`: a line of JSON for each line of JSON, in the same order. Answers with the exit code. */
export async function evaluateBatch({ stdin, output, evaluate }: EvalSurroundings): Promise<number> {
  for await (const line of linesOf(stdin)) {
    if (line.trim() !== '') await output(`${stringifyJson(answer(line, evaluate))}\n`);
  }
  return 0;
}

function answer(line: string, evaluate: Evaluate): Answer {
  let asked: Readonly<Record<string, Value>> | undefined;
  try {
    asked = namedValues(parseJson(line.replace(/^\uFEFF/, '')));
  } catch (error) {
    return { error: { message: `The line is not JSON: ${messageOf(error)}` } };
  }
  if (asked?.expression === undefined) return { error: { message: `The line is no object with an 'expression'.` } };
  const { expression, data = null } = asked;
  try {
    return { value: evaluate(expression, data) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { error: failed(error, expression) };
  }
}

/** The text is the one that failed, where JSON with several was given. */
function failed(error: UserError, given: Value): Failed {
  const message = messageOf(error);
  if (!(error instanceof ExpressionError)) return { message, expression: given };
  const { expression, position } = error;
  return { message, expression, ...(position !== undefined && { position }) };
}
