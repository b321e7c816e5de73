import { stringifyJson } from '../base/json.ts';
import type { Change } from './Progress.ts';
import type { Result, Sink, View } from './View.ts';

/** For programs: one JSON object a line for each event, and a last one for the result. */
export class JsonView implements View {
  constructor(private readonly output: Sink) {}

  notice(): void {}

  started(): void {}

  changed({ type, id, name, within, from, to, at, stateInfo }: Change): void {
    this.line({ type, id, name, within: within.length > 0 ? within : undefined, from, to, at, stateInfo });
  }

  ended({ executionId, workflow, state, stateInfo, output }: Result): void {
    this.line({ type: 'result', executionId, workflow, state, stateInfo, output });
  }

  close(): void {}

  private line(value: object): void {
    this.output.write(`${stringifyJson(value)}\n`);
  }
}
