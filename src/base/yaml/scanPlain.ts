import { BREAKS, type Cursor } from './Cursor.ts';

const CHUNK = new RegExp(`(?:[^ \\t:${BREAKS}]|:(?![ \\t${BREAKS}]|$))+`, 'y');
const FLOW_CHUNK = new RegExp(`(?:[^ \\t:,?[\\]{}${BREAKS}]|:(?![ \\t,[\\]{}${BREAKS}]|$))+`, 'y');
const SPACES = / +/y;

export interface PlainText {
  readonly text: string;
  readonly end: number;
  /** Whether a line ended on the way, behind the text included: a new key may then begin. */
  readonly hasBreak: boolean;
}

/** Text without quotes. In block context it ends with its line unless the next one is indented by at least `indent`. */
export function scanPlain(cursor: Cursor, isFlow: boolean, indent: number): PlainText {
  const chunk = isFlow ? FLOW_CHUNK : CHUNK;
  let text = '';
  let space = '';
  let end = cursor.at;
  let hasBreak = false;
  while (cursor.peek() !== '#') {
    const part = cursor.take(chunk);
    if (part === '') break;
    text += space + part;
    end = cursor.at;
    hasBreak = false;
    const line = cursor.line;
    space = takeSpace(cursor);
    hasBreak = cursor.line > line;
    if (space === '' || (!isFlow && cursor.column < indent)) break;
  }
  return { text, end, hasBreak };
}

/** What separates two words: spaces as they are, one end of line as a space, more of them as ends of lines less one. */
function takeSpace(cursor: Cursor): string {
  const spaces = cursor.take(SPACES);
  const first = cursor.takeBreak();
  if (first === '') return spaces;
  let more = '';
  for (;;) {
    if (cursor.isDocumentMark()) return '';
    cursor.take(SPACES);
    const next = cursor.takeBreak();
    if (next === '') break;
    more += next;
  }
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}
