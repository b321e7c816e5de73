import type { Steps } from '../../Limits.ts';
import { lengthOfText, partOfText } from '../../values/characters.ts';

/** Breaks a line of text into lines of at most a width, where Python's `textwrap` would break it. */

interface Rules {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

const SPACES = /[\t\n\v\f\r ]+/;
const AFTER_WORD = '(?<=[\\p{L}\\p{N}_!"\'&.,?])';
const LETTER = '[\\p{L}_]';
/** Spaces, a dash of two or more hyphens between words, or a word up to a hyphen between letters, a dash or its end. */
const CHUNK = new RegExp(
  [
    '[\\t\\n\\v\\f\\r ]+',
    `${AFTER_WORD}-{2,}(?=[\\p{L}\\p{N}_])`,
    '[^\\t\\n\\v\\f\\r ]+?(?:' +
      `-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))(?=${LETTER}-?${LETTER})` +
      '|(?=[\\t\\n\\v\\f\\r ]|$)' +
      `|${AFTER_WORD}(?=-{2,}[\\p{L}\\p{N}_]))`,
  ].join('|'),
  'gu',
);

/** `steps` counts the work on words beyond the plain characters, which have to be gone through for each line cut off them. */
export function wrapped(text: string, rules: Rules, steps: Steps): string[] {
  const measure = measureOf(text, steps);
  const chunks = (rules.breakOnHyphens ? text.match(CHUNK) : text.split(/([\t\n\v\f\r ]+)/).filter(Boolean)) ?? [];
  const waiting = chunks.reverse();
  const lines: string[] = [];
  while (waiting.length > 0) {
    if (isSpace(waiting.at(-1)) && lines.length > 0) waiting.pop();
    const line = takeLine(waiting, rules, measure);
    if (isSpace(line.at(-1))) line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

/** How a text is measured and cut: by code points, which are units of the text where it has only plain characters. */
interface Measure {
  length(text: string): number;
  head(text: string, end: number): string;
}

const PLAIN: Measure = { length: (text) => text.length, head: (text, end) => text.slice(0, end) };

function measureOf(whole: string, steps: Steps): Measure {
  if (lengthOfText(whole) === whole.length) return PLAIN;
  const counted = (text: string): string => {
    steps.step(text.length >> 3);
    return text;
  };
  return {
    length: (text) => lengthOfText(counted(text)),
    head: (text, end) => partOfText(counted(text), 0, end),
  };
}

function takeLine(waiting: string[], rules: Rules, measure: Measure): string[] {
  const line: string[] = [];
  let used = 0;
  for (
    let next = waiting.at(-1);
    next !== undefined && used + measure.length(next) <= rules.width;
    next = waiting.at(-1)
  ) {
    line.push(next);
    used += measure.length(next);
    waiting.pop();
  }
  const next = waiting.at(-1);
  if (next !== undefined && measure.length(next) > rules.width) {
    takeLongWord(line, rules.width - used, waiting, rules, measure);
  }
  return line;
}

/** A word longer than a whole line: cut where the line ends, or after the last hyphen before that. */
function takeLongWord(line: string[], left: number, waiting: string[], rules: Rules, measure: Measure): void {
  const word = waiting.pop() as string;
  if (!rules.breakLongWords) {
    if (line.length === 0) line.push(word);
    else waiting.push(word);
    return;
  }
  const head = measure.head(word, left);
  const hyphen = rules.breakOnHyphens && measure.length(word) > left ? head.lastIndexOf('-') : -1;
  const end = hyphen > 0 && /[^-]/.test(word.slice(0, hyphen)) ? hyphen + 1 : head.length;
  // Also where nothing fits: as Python, what follows then takes this for the space at the end of the line.
  line.push(word.slice(0, end));
  waiting.push(word.slice(end));
}

function isSpace(chunk: string | undefined): boolean {
  return chunk !== undefined && chunk.replace(SPACES, '') === '';
}
