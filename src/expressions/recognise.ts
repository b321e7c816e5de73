/** The YAQL expressions of a text, for `match` and `matchAll`. Never across lines. */
export const YAQL = /<%[^\n]*?%>/g;
const JINJA = /\{\{[^\n]*?\}\}|\{%[^\n]*?%\}/;

export type Language = 'yaql' | 'jinja';

/**
 * Whether a text is Jinja's: as Mistral, also where both languages occur. Unlike Mistral, braces within a text that is
 * exactly one YAQL expression belong to that expression: `<% {{a => 1} => 2} %>` could not be written otherwise.
 */
export function isJinja(text: string): boolean {
  return JINJA.test(text) && !isOneYaql(text);
}

/** What stands between the marks, and where; as Mistral, any more `<`, `%` and `>` beside them belong to the marks. */
export function insideYaql(expression: string): { text: string; offset: number } {
  let [start, end] = [0, expression.length];
  while (start < end && isMark(expression[start])) start++;
  while (end > start && isMark(expression[end - 1])) end--;
  return { text: expression.slice(start, end), offset: start };
}

/** The languages whose expressions occur in a text. */
export function languagesIn(text: string): Language[] {
  const languages: Language[] = [];
  if (text.search(YAQL) >= 0) languages.push('yaql');
  if (isJinja(text)) languages.push('jinja');
  return languages;
}

/** Whether evaluating the text could change it. */
export function containsExpression(text: string): boolean {
  return languagesIn(text).length > 0;
}

function isMark(character: string | undefined): boolean {
  return character === '<' || character === '%' || character === '>';
}

function isOneYaql(text: string): boolean {
  return text.startsWith('<%') && text.match(YAQL)?.[0].length === text.length;
}
