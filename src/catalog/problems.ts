import type { Problem } from '../base/errors.ts';
import { locate } from '../lang/locate.ts';

/** Something that keeps a definition from being stored: the way to it in the text, and why. */
export interface Finding {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/**
 * Problems of a text: what reading it found, what was found beside that, and doubts, which there are only where reading met no
 * error. Errors of the second kind come first.
 */
export function problemsOf(
  text: string,
  found: readonly Finding[],
  read: readonly Problem[],
  doubts: readonly Problem[] = [],
): readonly Problem[] {
  const rest = doubts.length === 0 ? read : [...read, ...doubts].sort(byPlace);
  return [...found.map((problem) => errorAt(text, problem)), ...rest];
}

function byPlace(left: Problem, right: Problem): number {
  return left.line - right.line || left.column - right.column;
}

export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'ERROR');
}

export function errorAt(text: string, { path, message, hint }: Finding): Problem {
  return { severity: 'ERROR', message, ...(hint !== undefined && { hint }), ...locate(text, path), path };
}
