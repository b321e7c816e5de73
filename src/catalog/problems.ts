import type { Problem } from '../base/errors.ts';
import { locate } from '../lang/locate.ts';

/** Something that keeps a definition from being stored: the way to it in the text, and why. */
export interface Finding {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/** Problems of a text: what reading it found, and doubts, which there are only where reading met no error. */
export function problemsOf(read: readonly Problem[], doubts: readonly Problem[]): readonly Problem[] {
  return doubts.length === 0 ? read : [...read, ...doubts].sort(byPlace);
}

function byPlace(left: Problem, right: Problem): number {
  return left.line - right.line || left.column - right.column;
}

export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'ERROR');
}

/** Why a text that is well formed cannot be stored. */
export function refusalsOf(text: string, findings: readonly Finding[]): readonly Problem[] {
  return findings.map(({ path, message, hint }) => {
    return { severity: 'ERROR', message, ...(hint !== undefined && { hint }), ...locate(text, path), path };
  });
}
