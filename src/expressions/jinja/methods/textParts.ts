/** Methods of texts that take them apart or put them together. */
import { Failure } from '../../Failure.ts';
import { linesOf } from '../../values/characters.ts';
import { isTruthy } from '../../values/truth.ts';
import {
  replaced,
  splitAt,
  splitAtFromRight,
  splitAtSpace,
  splitAtSpaceFromRight,
  stripped,
} from '../formatting/splitting.ts';
import { iterate } from '../runtime/iteration.ts';
import { needText, optionalInteger, optionalText } from '../runtime/needs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

export const TEXT_PARTS: Readonly<Record<string, Routine>> = {
  split: takes('sep? maxsplit?', (run, text, separator?: Thing, most?: Thing) =>
    listed(run, split(text, separator, most, splitAtSpace, splitAt)),
  ),
  rsplit: takes('sep? maxsplit?', (run, text, separator?: Thing, most?: Thing) =>
    listed(run, split(text, separator, most, splitAtSpaceFromRight, splitAtFromRight)),
  ),
  splitlines: takes('keepends?', (run, text, keepEnds: Thing = false) =>
    listed(run, linesOf(textOf(text) as string, isTruthy(keepEnds))),
  ),
  partition: takes('/sep', (_run, text, separator) => parted(textOf(text) as string, needSeparator(separator), false)),
  rpartition: takes('/sep', (_run, text, separator) => parted(textOf(text) as string, needSeparator(separator), true)),
  join: takes('/iterable', (run, text, items) => join(run, textOf(text) as string, items)),
  strip: takes('/chars?', (_run, text, characters?: Thing) => strip(text, characters, 'both')),
  lstrip: takes('/chars?', (_run, text, characters?: Thing) => strip(text, characters, 'left')),
  rstrip: takes('/chars?', (_run, text, characters?: Thing) => strip(text, characters, 'right')),
  removeprefix: takes('/prefix', (_run, text, prefix) => {
    const [whole, start] = [textOf(text) as string, needText(prefix)];
    return whole.startsWith(start) ? whole.slice(start.length) : whole;
  }),
  removesuffix: takes('/suffix', (_run, text, suffix) => {
    const [whole, end] = [textOf(text) as string, needText(suffix)];
    return end !== '' && whole.endsWith(end) ? whole.slice(0, -end.length) : whole;
  }),
  replace: takes('/old /new /count?', (run, text, old, fresh, count?: Thing) =>
    replaceIn(run, textOf(text) as string, needText(old), needText(fresh), optionalInteger(count)),
  ),
};

/** Refuses a result that is too long before it is made. */
export function replaceIn(run: Run, text: string, old: string, fresh: string, most = -1): string {
  const times = old === '' ? text.length + 1 : text.length / old.length;
  if (fresh.length > old.length && text.length + times * fresh.length > run.budget.limits.textLength) {
    const actual = old === '' ? text.length + 1 : text.split(old).length - 1;
    run.budget.textOf(text.length + (most < 0 ? actual : Math.min(actual, most)) * (fresh.length - old.length));
  }
  return run.made(replaced(text, old, fresh, most));
}

function split(
  thing: Thing,
  separator: Thing | undefined,
  most: Thing | undefined,
  atSpace: (text: string, most: number) => string[],
  at: (text: string, separator: string, most: number) => string[],
): string[] {
  const text = textOf(thing) as string;
  const limit = optionalInteger(most) ?? -1;
  const given = optionalText(separator);
  if (given === undefined) return atSpace(text, limit);
  return at(text, needSeparator(given), limit);
}

function needSeparator(separator: Thing): string {
  const text = needText(separator);
  if (text === '') throw new Failure('empty separator');
  return text;
}

function parted(text: string, separator: string, isLast: boolean): Tuple {
  const at = isLast ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return new Tuple(isLast ? ['', '', text] : [text, '', '']);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function join(run: Run, separator: string, items: Thing): string {
  const texts: string[] = [];
  for (const item of iterate(run, items)) {
    const text = textOf(item);
    if (text === undefined) {
      throw new Failure(`sequence item ${texts.length}: expected str instance, ${typeName(item)} found`);
    }
    texts.push(text);
  }
  run.budget.textOf(texts.reduce((sum, text) => sum + text.length, separator.length * texts.length));
  return texts.join(separator);
}

function strip(text: Thing, characters: Thing | undefined, side: 'both' | 'left' | 'right'): string {
  return stripped(textOf(text) as string, optionalText(characters), side);
}

function listed(run: Run, parts: string[]): Thing[] {
  run.budget.element(parts.length);
  return run.copies.adopt(parts);
}
