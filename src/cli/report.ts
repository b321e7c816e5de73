import type { Problem } from '../base/errors.ts';
import type { Value } from '../base/json.ts';
import { indentedJson } from './indentedJson.ts';
import type { Paint } from './lines.ts';
import { problemLine } from './problemLine.ts';
import { nameOf, type Source } from './readSource.ts';

/** A file that was looked at. */
export interface Checked {
  readonly source: Source;
  /** What it was taken for: `workflow`, `workbook` or `action`. */
  readonly kind: string;
  readonly problems: readonly Problem[];
}

export function isValid({ problems }: Checked): boolean {
  return !problems.some(({ severity }) => severity === 'ERROR');
}

/** A line for each problem. */
export function humanReport(checked: readonly Checked[], paint: Paint): string {
  const lines = checked.flatMap(({ source, problems }) =>
    problems.map((problem) => problemLine(nameOf(source), problem, paint)),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** `2 files: 1 error, 3 warnings.` */
export function summary(checked: readonly Checked[]): string {
  const all = checked.flatMap(({ problems }) => problems);
  const errors = all.filter(({ severity }) => severity === 'ERROR').length;
  const files = counted(checked.length, 'file');
  return `${files}: ${counted(errors, 'error')}, ${counted(all.length - errors, 'warning')}.`;
}

/** One object for all files. */
export function jsonReport(checked: readonly Checked[]): string {
  const files = checked.map((each): Value => {
    const problems = each.problems.map((problem): Value => ({ ...problem, hint: problem.hint ?? null }));
    return { file: nameOf(each.source), kind: each.kind, valid: isValid(each), problems };
  });
  return `${indentedJson({ valid: checked.every(isValid), files })}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
