import { RecentCache } from '../../base/RecentCache.ts';
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

/** Characters of the texts that are kept. */
const LIMIT = 500_000;
const kept = new RecentCache<string, Template>(LIMIT);

/** Reads a text; throws `TemplateSyntaxError`. What was read lately is remembered by its text. */
export function readTemplate(text: string): Template {
  const known = kept.get(text);
  if (known) return known;
  const template = read(text);
  kept.set(text, template, text.length);
  return template;
}

/** Whether a text has anything for Jinja in it. As Mistral: an opening and its closing have to stand on one line. */
export function hasJinja(text: string): boolean {
  return firstTag(text, '{{', '}}') !== undefined || firstTag(text, '{%', '%}') !== undefined;
}

/** The first tag that ends on the line it begins on. A pattern would look for the end again from each beginning. */
function firstTag(text: string, open: string, close: string): string | undefined {
  let lineStart = 0;
  for (;;) {
    const start = text.indexOf(open, lineStart);
    if (start < 0) return undefined;
    const newline = text.indexOf('\n', start);
    const lineEnd = newline < 0 ? text.length : newline;
    const end = text.slice(start + 2, lineEnd).indexOf(close);
    if (end >= 0) return text.slice(start, start + 2 + end + 2);
    if (newline < 0) return undefined;
    lineStart = newline + 1;
  }
}

function read(text: string): Template {
  const whole = firstTag(text, '{{', '}}');
  if (whole === undefined) {
    // As Mistral: statements alone are no expression, which fails.
    if (hasJinja(text)) throw new TemplateSyntaxError('statements need at least one {{ expression }} beside them', 0);
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
