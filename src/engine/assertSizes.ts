import { LimitError } from '../base/errors.ts';
import { FIELD_LIMIT_BYTES } from '../base/fieldLimit.ts';
import type { TurnWrites } from '../persistence/TurnStore.ts';

/** Throws `LimitError` where a value of a turn is too large to keep. */
export function assertSizes(writes: TurnWrites): void {
  for (const { context, output } of writes.executions) {
    assertSize('The context of the execution', context);
    assertSize('The output of the execution', output);
  }
  for (const { name, context, published } of writes.newTasks) {
    assertSize(`The context of task '${name}'`, context);
    assertSize(`What task '${name}' publishes`, published);
  }
  for (const { published, published_global } of writes.tasks) {
    assertSize('What the task publishes', published);
    assertSize('What the task publishes globally', published_global);
  }
  for (const { name, input } of writes.newActions) assertSize(`The input of action '${name}'`, input);
  for (const { input, params } of writes.newExecutions) {
    assertSize('The input', input);
    assertSize('The parameters', params);
  }
}

export function assertSize(what: string, text: string | null): void {
  // A character is at most three bytes in UTF-8: most texts need no counting.
  if (text === null || text.length * 3 <= FIELD_LIMIT_BYTES) return;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > FIELD_LIMIT_BYTES) throw new LimitError(what, FIELD_LIMIT_BYTES, bytes);
}
