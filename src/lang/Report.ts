import type { Problem } from '../base/errors.ts';
import type { YamlText } from '../base/yaml/readYaml.ts';

const MAX_PROBLEMS = 200;

/** What may help. A function where finding it takes time: it is asked only for a problem that is shown. */
export type Hint = string | (() => string | undefined) | undefined;

/** Collects what is found wrong in one text. Beyond a number of problems it only counts. */
export class Report {
  private readonly found: Problem[] = [];
  private errorCount = 0;
  private left = 0;

  constructor(
    private readonly text: string,
    private readonly yaml: YamlText,
  ) {
    const { failure } = yaml;
    if (failure)
      this.add('ERROR', failure.offset, [], `Definition could not be parsed: ${failure.message}`, failure.hint);
    for (const doubt of yaml.doubts) this.add('WARNING', doubt.offset, [], doubt.message);
  }

  get errors(): number {
    return this.errorCount;
  }

  add(severity: Problem['severity'], offset: number, path: readonly string[], message: string, help?: Hint): void {
    if (severity === 'ERROR') this.errorCount++;
    if (this.found.length >= MAX_PROBLEMS) {
      this.left++;
      return;
    }
    const hint = typeof help === 'function' ? help() : help;
    const position = this.yaml.lines.positionOf(offset);
    this.found.push({ severity, message, ...(hint !== undefined && { hint }), ...position, path });
  }

  /** The text between two offsets, as it was written. */
  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  /** All problems, errors first, each kind in the order of the text. */
  problems(): readonly Problem[] {
    const isError = (problem: Problem) => (problem.severity === 'ERROR' ? 0 : 1);
    const sorted = this.found.toSorted((a, b) => isError(a) - isError(b) || a.line - b.line || a.column - b.column);
    if (this.left === 0) return sorted;
    const severity = this.errorCount > 0 ? 'ERROR' : 'WARNING';
    return [...sorted, { severity, message: `There are ${this.left} more problems.`, line: 1, column: 1, path: [] }];
  }
}
