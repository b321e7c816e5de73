/** A text that is marked as safe has the methods of any text; what they give is marked, too, and what they take is escaped. */
import { stripped } from '../formatting/splitting.ts';
import { Arguments } from '../runtime/Arguments.ts';
import { toList } from '../runtime/iteration.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes, takesAny } from '../runtime/routine.ts';
import { Markup } from '../things/Markup.ts';
import { isList, type Thing, textOf } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

export function markupMethods(ofText: ReadonlyMap<string, Routine>): ReadonlyMap<string, Routine> {
  const marked = Array.from(ofText, ([name, routine]): [string, Routine] => [name, markedRoutine(name, routine)]);
  return new Map([...marked, ...Object.entries(OWN)]);
}

const OWN: Readonly<Record<string, Routine>> = {
  striptags: takes('', (_run, text) => withoutTags(textOf(text) as string)),
  unescape: takes('', (_run, text) => unescaped(textOf(text) as string)),
};

function markedRoutine(name: string, routine: Routine): Routine {
  if (UNMARKED.includes(name)) return routine;
  return takesAny((run, text, given) => marked(run, routine.run(run, text, prepared(run, name, given))));
}

/** As markupsafe 2.1, which does not know them. */
const UNMARKED: readonly string[] = ['casefold', 'removeprefix', 'removesuffix'];

function prepared(run: Run, name: string, given: Arguments): Arguments {
  const escape = (thing: Thing) => run.escaped(thing);
  if (name === 'join' && given.positional.length === 1) {
    return new Arguments([toList(run, given.positional[0] as Thing).map(escape)]);
  }
  return name === 'replace'
    ? new Arguments(given.positional.map((thing) => (textOf(thing) === undefined ? thing : escape(thing))))
    : given;
}

function marked(run: Run, result: Thing): Thing {
  if (typeof result === 'string') return new Markup(result);
  if (isList(result)) return run.copies.adopt(result.map((item) => marked(run, item)));
  return result instanceof Tuple ? new Tuple(result.items.map((item) => marked(run, item))) : result;
}

/** Without comments and tags, on one line, entities read. */
export function withoutTags(text: string): string {
  const plain = without(without(text, '<!--', '-->'), '<', '>');
  return unescaped(stripped(plain, undefined, 'both').split(/\s+/).filter(Boolean).join(' '));
}

/** Without all parts that begin and end so. A pattern would look for the end again from each beginning. */
function without(text: string, begin: string, end: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf(begin, at);
    const stop = start < 0 ? -1 : text.indexOf(end, start + begin.length);
    if (stop < 0) return result + text.slice(at);
    result += text.slice(at, start);
    at = stop + end.length;
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  euro: '€',
};

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal, hex, name: string) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] as string) : whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
