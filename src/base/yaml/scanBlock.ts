import { BREAKS, type Cursor } from './Cursor.ts';
import { YamlFailure } from './YamlFailure.ts';

const LINE = new RegExp(`[^${BREAKS}]+`, 'y');
const COMMENT = new RegExp(` *(?:#[^${BREAKS}]*)?`, 'y');
const HEADER = /(?:([+-])([0-9])?|([0-9])([+-])?)?/y;

/** Text after `|` or `>`, on which the cursor stands. `parentIndent` is that of the collection it belongs to. */
export function scanBlock(cursor: Cursor, parentIndent: number): { text: string; end: number } {
  const isFolded = cursor.peek() === '>';
  cursor.at++;
  const { chomping, increment } = takeHeader(cursor);
  const least = Math.max(parentIndent + 1, 1);
  let breaks = '';
  let end = cursor.at;
  let indent = least + increment - 1;
  if (increment === 0) {
    const found = takeLeadingLines(cursor);
    breaks = found.breaks;
    indent = Math.max(least, found.indent);
  } else breaks = takeEmptyLines(cursor, indent);
  let text = '';
  let lineBreak = '';
  while (cursor.column === indent && !cursor.isAtEnd) {
    text += breaks;
    const isMore = cursor.peek() === ' ' || cursor.peek() === '\t';
    text += cursor.take(LINE);
    end = cursor.at;
    lineBreak = cursor.takeBreak();
    breaks = takeEmptyLines(cursor, indent);
    if (cursor.column !== indent || cursor.isAtEnd) break;
    const isNextMore = cursor.peek() === ' ' || cursor.peek() === '\t';
    if (!isFolded || lineBreak !== '\n' || isMore || isNextMore) text += lineBreak;
    else if (breaks === '') text += ' ';
  }
  if (chomping !== '-') text += lineBreak;
  if (chomping === '+') text += breaks;
  return { text, end };
}

function takeHeader(cursor: Cursor): { chomping: string; increment: number } {
  HEADER.lastIndex = cursor.at;
  const match = HEADER.exec(cursor.text) as RegExpExecArray;
  const chomping = match[1] ?? match[4] ?? '';
  const digit = match[2] ?? match[3];
  if (digit === '0') throw new YamlFailure('An indentation of a text is from 1 to 9.', cursor.at);
  cursor.at += match[0].length;
  if (!cursor.isBlank() || cursor.peek() === '\t') throw misplaced(cursor);
  cursor.take(COMMENT);
  if (!cursor.isAtEnd && cursor.takeBreak() === '') throw misplaced(cursor);
  return { chomping, increment: Number(digit ?? 0) };
}

function misplaced(cursor: Cursor): YamlFailure {
  return new YamlFailure("A text after '|' or '>' begins on the next line.", cursor.at, 'quote the text');
}

/** Empty lines before the first line of text: the deepest of them and it say how far the text is indented. */
function takeLeadingLines(cursor: Cursor): { breaks: string; indent: number } {
  let breaks = '';
  let indent = 0;
  for (;;) {
    while (cursor.peek() === ' ') {
      cursor.at++;
      indent = Math.max(indent, cursor.column);
    }
    const next = cursor.takeBreak();
    if (next === '') return { breaks, indent };
    breaks += next;
  }
}

function takeEmptyLines(cursor: Cursor, indent: number): string {
  let breaks = '';
  for (;;) {
    while (cursor.column < indent && cursor.peek() === ' ') cursor.at++;
    const next = cursor.takeBreak();
    if (next === '') return breaks;
    breaks += next;
  }
}
