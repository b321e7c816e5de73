/** Methods of texts that look for something in them. Places are counted in code points. */
import { Failure } from '../../Failure.ts';
import { lengthOfText, partOfText, pointsBefore } from '../../values/characters.ts';
import { needText, optionalInteger } from '../runtime/needs.ts';
import type { Routine } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { type Thing, textOf } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

const WINDOW = '/part /start? /end?';

export const TEXT_SEARCH: Readonly<Record<string, Routine>> = {
  find: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) => find(text, part, start, end, false)),
  rfind: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) => find(text, part, start, end, true)),
  index: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) => found(find(text, part, start, end, false))),
  rindex: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) => found(find(text, part, start, end, true))),
  count: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) => count(text, part, start, end)),
  startswith: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) =>
    anyOf(part, (affix) => windowOf(text, start, end)?.part.startsWith(affix) ?? false),
  ),
  endswith: takes(WINDOW, (_run, text, part, start?: Thing, end?: Thing) =>
    anyOf(part, (affix) => windowOf(text, start, end)?.part.endsWith(affix) ?? false),
  ),
};

/** The part of a text between two places; nothing where it would begin behind the end. */
function windowOf(thing: Thing, start?: Thing, end?: Thing): { part: string; offset: number } | undefined {
  const text = textOf(thing) as string;
  const length = lengthOfText(text);
  const place = (given: number) => Math.min(given < 0 ? Math.max(0, given + length) : given, length);
  const first = optionalInteger(start) ?? 0;
  const last = place(optionalInteger(end) ?? length);
  if (first > length || place(first) > last) return undefined;
  return { part: partOfText(text, place(first), last), offset: place(first) };
}

function find(text: Thing, wanted: Thing, start: Thing | undefined, end: Thing | undefined, isLast: boolean): number {
  const sought = needText(wanted);
  const window = windowOf(text, start, end);
  if (!window) return -1;
  const unit = isLast ? window.part.lastIndexOf(sought) : window.part.indexOf(sought);
  return unit < 0 ? -1 : window.offset + pointsBefore(window.part, unit);
}

function found(place: number): number {
  if (place < 0) throw new Failure('substring not found');
  return place;
}

function count(text: Thing, wanted: Thing, start?: Thing, end?: Thing): number {
  const sought = needText(wanted);
  const window = windowOf(text, start, end);
  if (!window) return 0;
  return sought === '' ? lengthOfText(window.part) + 1 : window.part.split(sought).length - 1;
}

function anyOf(wanted: Thing, holds: (affix: string) => boolean): boolean {
  const affixes = wanted instanceof Tuple ? wanted.items : [wanted];
  return affixes.some((affix) => holds(needText(affix, 'the first argument')));
}
