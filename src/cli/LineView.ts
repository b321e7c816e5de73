import { indentedJson } from './indentedJson.ts';
import { type Paint, printable, resultLines, taskLines } from './lines.ts';
import type { Change } from './Progress.ts';
import type { Result, Sink, Started, View } from './View.ts';

export interface LineViewOptions {
  /** Where the output goes, and nothing else. */
  readonly output: Sink;
  /** Where everything for people goes. */
  readonly people: Sink;
  readonly paint: Paint;
}

/** For people who read it later, in a file or a log: a line for every change. */
export class LineView implements View {
  protected readonly paint: Paint;

  constructor(protected readonly options: LineViewOptions) {
    this.paint = options.paint;
  }

  notice(text: string): void {
    this.print([this.paint('gray', text)]);
  }

  started({ workflow, executionId, url }: Started): void {
    this.print([`${this.paint('bold', printable(workflow))} ${this.paint('gray', `${executionId} on ${url}`)}`]);
  }

  changed(change: Change): void {
    if (change.type === 'task') this.print(taskLines(change, this.paint));
  }

  ended(result: Result): void {
    this.print(resultLines(result, this.paint));
    if (result.output !== null) this.options.output.write(`${indentedJson(result.output)}\n`);
  }

  close(): void {}

  protected print(lines: readonly string[]): void {
    this.options.people.write(lines.map((line) => `${line}\n`).join(''));
  }
}
