import { printable } from './lines.ts';

/** Characters shown on either side of a place in a long line. */
const REACH = 60;

/** The line of a text that holds a place, and a mark beneath the place. */
export function pointAt(text: string, position: number): readonly string[] {
  const place = Math.max(0, Math.min(position, text.length));
  const start = text.lastIndexOf('\n', place - 1) + 1;
  const end = text.indexOf('\n', place) < 0 ? text.length : text.indexOf('\n', place);
  const from = Math.max(start, place - REACH);
  const [before, after] = [text.slice(from, place), text.slice(place, Math.min(end, place + REACH))];
  return [printable(before + after), `${' '.repeat(before.length)}^`];
}
