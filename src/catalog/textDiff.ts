import { createTwoFilesPatch } from 'diff';

/** Lines that are added or removed. The time that comparing takes grows with their square, and nobody else is answered meanwhile. */
const MOST_CHANGED_LINES = 500;

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What is different between two texts, in the unified format of `diff -u`; null where that is nearly all of them. */
export function textDiff(before: NamedText, after: NamedText): string | null {
  if (before.text === after.text) return '';
  const options = { context: 3, maxEditLength: MOST_CHANGED_LINES };
  const patch = createTwoFilesPatch(before.name, after.name, before.text, after.text, undefined, undefined, options);
  // Above the names is a ruler that `diff -u` does not have.
  return patch?.replace(/^=+\n/, '') ?? null;
}
