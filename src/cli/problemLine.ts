import type { Problem } from '../base/errors.ts';
import { type Paint, plain, printable } from './lines.ts';

/** A problem of a definition the way compilers write them, so that editors and terminals can jump to the place. */
export function problemLine(file: string, problem: Problem, paint: Paint = plain): string {
  const { line, column, severity, message, hint } = problem;
  const word = severity === 'ERROR' ? paint('red', 'error') : paint('yellow', 'warning');
  const advice = hint === undefined ? '' : ` ${paint('gray', `(${printable(hint)})`)}`;
  return `${paint('bold', printable(file))}:${line}:${column}: ${word}: ${printable(message)}${advice}`;
}
