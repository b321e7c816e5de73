import type { Problem } from '../base/errors.ts';

/** A problem of a definition the way compilers write them, so that editors and terminals can jump to the place. */
export function problemLine(file: string, { line, column, severity, message, hint }: Problem): string {
  const kind = severity === 'WARNING' ? 'warning: ' : '';
  return `${file}:${line}:${column}: ${kind}${message}${hint === undefined ? '' : ` (${hint})`}`;
}
