import { FILTERS } from './filters/table.ts';
import { assertSound } from './syntax/assertions.ts';
import type { Body, Expression } from './syntax/ast.ts';
import { parseExpression, parseTemplate } from './syntax/parse.ts';
import { TemplateSyntaxError } from './syntax/TemplateSyntaxError.ts';
import { TESTS } from './tests.ts';

/** A text, read: no expression at all, one expression and nothing else, or text with expressions in it. */
export type Template =
  | { readonly kind: 'literal' }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'template'; readonly body: Body };

const VARIABLE = /\{\{.*?\}\}/;
const BLOCK = /\{%.*?%\}/;

const MOST_KEPT = 1000;
/** Longer texts are parsed each time, so that what is kept stays small. */
const LONGEST_KEPT = 1 << 16;
const kept = new Map<string, Template>();

/** Reads a text; throws `TemplateSyntaxError`. What was read lately is remembered by its text. */
export function readTemplate(text: string): Template {
  const known = kept.get(text);
  if (known) return known;
  const template = read(text);
  if (text.length <= LONGEST_KEPT) {
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
    kept.set(text, template);
  }
  return template;
}

/** Whether a text has anything for Jinja in it. As Mistral: an opening and its closing have to stand on one line. */
export function hasJinja(text: string): boolean {
  return VARIABLE.test(text) || BLOCK.test(text);
}

function read(text: string): Template {
  const whole = VARIABLE.exec(text)?.[0];
  if (whole === undefined) {
    // As Mistral: statements alone are no expression, which fails.
    if (BLOCK.test(text)) throw new TemplateSyntaxError('statements need at least one {{ expression }} beside them', 0);
    return { kind: 'literal' };
  }
  if (whole === text) {
    const expression = parseExpression(text.slice(2, -2), 2);
    assertSound(expression, { filters: FILTERS, tests: TESTS });
    return { kind: 'expression', expression };
  }
  const body = parseTemplate(text);
  assertSound(body, { filters: FILTERS, tests: TESTS });
  return { kind: 'template', body };
}
