import { checkSyntax } from '../expressions/checkSyntax.ts';
import { containsExpression, languagesIn } from '../expressions/recognise.ts';

/** What is wrong with the expressions of a text; `offset` counts from the start of the text. */
export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
}

/** Looking for the end of an expression costs the length of its line: a text may be long, or hold many, but not both. */
const MAX_SEARCH = 200_000_000;

/** Every problem with the expressions of a text; as Mistral, both languages in one text are a problem by themselves. */
export function syntaxProblems(text: string): readonly SyntaxProblem[] {
  if (!/<%|\{[{%]/.test(text)) return [];
  if (costOf(text) > MAX_SEARCH) return [{ message: 'There are too many expressions in one text.', offset: 0 }];
  if (languagesIn(text).length > 1) {
    const message = 'Mixing expression types in a single line is not allowed: this text has both YAQL and Jinja.';
    return [{ message, offset: 0 }];
  }
  return checkSyntax(text).map(({ message, offset }) => ({ message, offset }));
}

/** Whether evaluating the text could change it. */
export function holdsExpression(text: string): boolean {
  return /<%|\{[{%]/.test(text) && costOf(text) <= MAX_SEARCH && containsExpression(text);
}

/** Where an expression is opened that is not closed on its line: it is none then, and stays text. */
export function openExpression(text: string): number | undefined {
  for (const [open, close] of [
    ['<%', '%>'],
    ['{{', '}}'],
  ] as const) {
    const at = text.lastIndexOf(open);
    if (at < 0) continue;
    const line = text.slice(at, text.indexOf('\n', at) < 0 ? undefined : text.indexOf('\n', at));
    if (!line.includes(close)) return at;
  }
  return undefined;
}

function costOf(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/<%|\{[{%]/g)) count++;
  return count * text.length;
}
