import type { Problem } from '../base/errors.ts';
import { locate } from '../lang/locate.ts';
import type { NotRun } from './notRunYet.ts';

/** Problems of a text: what reading it found, and what was found beside that. Errors of the second kind come first. */
export function problemsOf(text: string, found: readonly NotRun[], read: readonly Problem[]): readonly Problem[] {
  return [...found.map((problem) => errorAt(text, problem)), ...read];
}

export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'ERROR');
}

export function errorAt(text: string, { path, message, hint }: NotRun): Problem {
  return { severity: 'ERROR', message, ...(hint !== undefined && { hint }), ...locate(text, path), path };
}
