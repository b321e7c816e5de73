/** The expressions of a text, for `match` and `matchAll`. Never across lines. */
export const YAQL = /<%[^\n]*?%>/g;
/** Whether a text is Jinja's. */
export const JINJA = /\{\{[^\n]*?\}\}|\{%[^\n]*?%\}/;

export type Language = 'yaql' | 'jinja';

/** The languages whose expressions occur in a text. */
export function languagesIn(text: string): Language[] {
  const languages: Language[] = [];
  if (text.search(YAQL) >= 0) languages.push('yaql');
  if (JINJA.test(text)) languages.push('jinja');
  return languages;
}

/** Whether evaluating the text could change it. */
export function containsExpression(text: string): boolean {
  return JINJA.test(text) || text.search(YAQL) >= 0;
}
