import { checkJinja } from './jinja/index.ts';
import { insideYaql, isJinja, type Language, YAQL } from './recognise.ts';
import { checkYaql } from './yaql/index.ts';

/** Something wrong in an expression; `offset` counts characters from the start of the text that holds it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
  readonly language: Language;
}

/** What is wrong with the expressions of a text, each looked at by itself. */
export function checkSyntax(text: string): SyntaxProblem[] {
  const jinja = (isJinja(text) ? checkJinja(text) : []).map((problem) => ({ ...problem, language: 'jinja' as const }));
  return [...jinja, ...yaqlProblems(text)];
}

function yaqlProblems(text: string): SyntaxProblem[] {
  return [...text.matchAll(YAQL)].flatMap((match) => {
    const { text, offset } = insideYaql(match[0]);
    const failure = checkYaql(text);
    if (!failure) return [];
    return [
      { message: failure.message, offset: match.index + offset + (failure.position ?? 0), language: 'yaql' as const },
    ];
  });
}
