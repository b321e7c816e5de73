/** Methods of texts that change their form, or ask about it. */
import { Dict, type Value } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { characters, lengthOfText, PYTHON_SPACE, padded } from '../../values/characters.ts';
import { dictEntries, isDictionary } from '../../values/dictionaries.ts';
import { capitalized, folded, isLower, isTitle, isUpper, swapped, titled } from '../formatting/cases.ts';
import { formatFields } from '../formatting/fields.ts';
import { Arguments } from '../runtime/Arguments.ts';
import { memberOf } from '../runtime/keys.ts';
import { needInteger, needText } from '../runtime/needs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes, takesAny } from '../runtime/routine.ts';
import { Markup } from '../things/Markup.ts';
import { type Thing, textOf } from '../things/Thing.ts';

const changed = (change: (text: string) => string): Routine =>
  takes('', (run, text) => run.made(change(textOf(text) as string)));

const asked = (form: RegExp | ((text: string) => boolean)): Routine =>
  takes('', (_run, text) => {
    const plain = textOf(text) as string;
    return form instanceof RegExp ? form.test(plain) : form(plain);
  });

const aligned = (side: '<' | '>' | '^'): Routine =>
  takes('/width /fillchar?', (run, text, width, fill: Thing = ' ') => alignedText(run, text, width, fill, side));

export const TEXT_FORMS: Readonly<Record<string, Routine>> = {
  upper: changed((text) => text.toUpperCase()),
  lower: changed((text) => text.toLowerCase()),
  casefold: changed(folded),
  capitalize: changed(capitalized),
  title: changed(titled),
  swapcase: changed(swapped),
  isalnum: asked(/^[\p{L}\p{N}]+$/u),
  isalpha: asked(/^\p{L}+$/u),
  isascii: asked((text) => !/[^\0-\x7f]/.test(text)),
  isdecimal: asked(/^\p{Nd}+$/u),
  isdigit: asked(/^[\p{Nd}²³¹⁰-⁹₀-₉①-⑨]+$/u),
  isnumeric: asked(/^\p{N}+$/u),
  isidentifier: asked(/^[\p{ID_Start}_]\p{ID_Continue}*$/u),
  isprintable: asked((text) => !/\p{C}|(?! )\p{Z}/u.test(text)),
  isspace: asked(new RegExp(`^[${PYTHON_SPACE}]+$`)),
  islower: asked(isLower),
  isupper: asked(isUpper),
  istitle: asked(isTitle),
  ljust: aligned('<'),
  rjust: aligned('>'),
  center: takes('/width /fillchar?', (run, text, width, fill: Thing = ' ') =>
    centered(run, textOf(text) as string, needInteger(width), needFill(fill)),
  ),
  zfill: takes('/width', (run, text, width) => zeroFilled(run, textOf(text) as string, needInteger(width))),
  expandtabs: takes('tabsize?', (run, text, size: Thing = 8) =>
    expanded(run, textOf(text) as string, needInteger(size)),
  ),
  format: takesAny((run, text, given) => formatted(run, text, given)),
  format_map: takes('/mapping', (run, text, mapping) => formatted(run, text, asKeywords(mapping))),
  maketrans: takes('/x /y? /z?', (_run, _text, from, to?: Thing, removed?: Thing) => translation(from, to, removed)),
  translate: takes('/table', (run, text, table) => run.made(translated(textOf(text) as string, table))),
};

/** As Python: an odd space goes to the left when the width is odd, to the right when it is even. */
export function centered(run: Run, text: string, width: number, fill = ' '): string {
  run.budget.textOf(width);
  const missing = width - lengthOfText(text);
  if (missing <= 0) return text;
  const before = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

function alignedText(run: Run, text: Thing, width: Thing, fill: Thing, side: '<' | '>' | '^'): string {
  const wide = needInteger(width);
  run.budget.textOf(wide);
  return padded(textOf(text) as string, wide, side, needFill(fill));
}

function needFill(fill: Thing): string {
  const text = needText(fill, 'the fill character');
  if (lengthOfText(text) !== 1) throw new Failure('The fill character must be exactly one character long');
  return text;
}

function zeroFilled(run: Run, text: string, width: number): string {
  run.budget.textOf(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + padded(text.slice(sign.length), width - sign.length, '>', '0');
}

function expanded(run: Run, text: string, size: number): string {
  run.budget.textOf(text.length + (text.split('\t').length - 1) * Math.max(0, size));
  let column = 0;
  return Array.from(text, (character) => {
    if (character === '\t') {
      const width = size > 0 ? size - (column % size) : 0;
      column += width;
      return ' '.repeat(width);
    }
    column = character === '\n' || character === '\r' ? 0 : column + 1;
    return character;
  }).join('');
}

function formatted(run: Run, text: Thing, given: Arguments): string {
  return run.made(formatFields(run, textOf(text) as string, given, text instanceof Markup));
}

function asKeywords(mapping: Thing): Arguments {
  if (!isDictionary(mapping)) throw new Failure('format_map() needs a mapping');
  return new Arguments([], new Map(Array.from(dictEntries(mapping), ([key, value]) => [String(key), value])));
}

function translation(from: Thing, to?: Thing, removed?: Thing): Dict {
  if (to === undefined) {
    if (!isDictionary(from)) throw new Failure('if you give only one argument to maketrans it must be a dict');
    return new Dict(Array.from(dictEntries(from), ([key, value]) => [codeOf(key), value]));
  }
  const [old, fresh] = [Array.from(needText(from)), Array.from(needText(to))];
  if (old.length !== fresh.length) throw new Failure('the first two maketrans arguments must have equal length');
  const table = new Dict(old.map((character, index) => [codeOf(character), codeOf(fresh[index] as string)]));
  for (const character of removed === undefined ? [] : characters(needText(removed)))
    table.set(codeOf(character), null);
  return table;
}

function codeOf(key: Value): Value {
  if (typeof key !== 'string') return key;
  if (lengthOfText(key) !== 1) throw new Failure('string keys in translate table must be of length 1');
  return key.codePointAt(0) as number;
}

function translated(text: string, table: Thing): string {
  if (!isDictionary(table)) throw new Failure('translate() needs a mapping');
  return Array.from(text, (character) => {
    const fresh = memberOf(table, codeOf(character));
    if (fresh === undefined) return character;
    if (typeof fresh === 'number') return String.fromCodePoint(fresh);
    return fresh === null ? '' : needText(fresh);
  }).join('');
}
