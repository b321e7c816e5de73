/** Filters that change texts. Whatever they get is made a text first; a text marked as safe stays marked. */
import { Failure } from '../../Failure.ts';
import { lengthOfText, linesOf, partOfText } from '../../values/characters.ts';
import { isTruthy } from '../../values/truth.ts';
import { capitalized } from '../formatting/cases.ts';
import { formatPercent } from '../formatting/percent.ts';
import { stripped } from '../formatting/splitting.ts';
import { wrapped } from '../formatting/wrapping.ts';
import { centered } from '../methods/textForms.ts';
import { replaceIn } from '../methods/textParts.ts';
import { needLength } from '../runtime/iteration.ts';
import { dictFrom } from '../runtime/keys.ts';
import { needInteger, needText, optionalInteger, optionalText } from '../runtime/needs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes, takesAny } from '../runtime/routine.ts';
import { Markup } from '../things/Markup.ts';
import { type Thing, textOf } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

const changed = (change: (text: string) => string): Routine =>
  takes('', (run, value) => like(value, run.made(change(run.text(value)))));

export const TEXT_FILTERS: Readonly<Record<string, Routine>> = {
  upper: changed((text) => text.toUpperCase()),
  lower: changed((text) => text.toLowerCase()),
  capitalize: changed(capitalized),
  title: changed(title),
  string: takes('', (run, value) => like(value, run.text(value))),
  wordcount: takes('', (run, value) => run.text(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  trim: takes('chars?', (run, value, characters?: Thing) =>
    like(value, stripped(run.text(value), optionalText(characters), 'both')),
  ),
  center: takes('width?', (run, value, width: Thing = 80) =>
    like(value, centered(run, run.text(value), needInteger(width))),
  ),
  replace: takes('old new count?', (run, value, old, fresh, count?: Thing) => replace(run, value, old, fresh, count)),
  truncate: takes('length? killwords? end? leeway?', truncate),
  indent: takes('width? first? blank?', indent),
  wordwrap: takes('width? break_long_words? wrapstring? break_on_hyphens?', wordwrap),
  format: takesAny((run, value, { positional, keywords }) => {
    if (positional.length > 0 && keywords.size > 0) {
      throw new Failure("can't handle positional and keyword arguments at the same time");
    }
    const given = keywords.size > 0 ? dictFrom(keywords) : new Tuple(positional);
    return like(value, run.made(formatPercent(run, run.text(value), given, value instanceof Markup)));
  }),
};

/** Marked as safe if the original is. */
function like(original: Thing, text: string): Thing {
  return original instanceof Markup ? new Markup(text) : text;
}

/** Unlike the method `title()`, which starts a word at everything that is no letter. */
function title(text: string): string {
  return text
    .split(/([-\s({[<]+)/)
    .map((part) => {
      const [first = ''] = part[Symbol.iterator]();
      return first.toUpperCase() + part.slice(first.length).toLowerCase();
    })
    .join('');
}

function replace(run: Run, value: Thing, old: Thing, fresh: Thing, count?: Thing): Thing {
  const times = optionalInteger(count) ?? -1;
  if (!run.isAutoescaped) return replaceIn(run, run.text(value), run.text(old), run.text(fresh), times);
  const mustEscape = old instanceof Markup || (fresh instanceof Markup && !(value instanceof Markup));
  const subject = mustEscape ? run.escaped(value) : value;
  if (!(subject instanceof Markup)) return replaceIn(run, run.text(subject), run.text(old), run.text(fresh), times);
  const [from, to] = [run.escaped(old).value, run.escaped(fresh).value];
  return new Markup(replaceIn(run, subject.value, from, to, times));
}

function truncate(
  run: Run,
  value: Thing,
  length: Thing = 255,
  killWords: Thing = false,
  end: Thing = '...',
  leeway: Thing = null,
): Thing {
  const [most, tail, slack] = [needInteger(length), needText(end), optionalInteger(leeway) ?? 5];
  if (most < lengthOfText(tail)) throw new Failure(`expected length >= ${lengthOfText(tail)}, got ${most}`);
  if (slack < 0) throw new Failure(`expected leeway >= 0, got ${slack}`);
  // As Jinja: whatever has a length may be short enough, but only a text can be cut.
  if (needLength(value) <= most + slack) return value;
  const text = needText(value, 'what is truncated');
  const head = partOfText(text, 0, most - lengthOfText(tail));
  const cut = isTruthy(killWords) || !head.includes(' ') ? head : head.slice(0, head.lastIndexOf(' '));
  return like(value, run.made(cut + tail));
}

function indent(run: Run, value: Thing, width: Thing = 4, first: Thing = false, blank: Thing = false): Thing {
  const text = needText(value, 'what is indented');
  const given = textOf(width);
  if (given === undefined) run.budget.textOf(needInteger(width));
  const margin = given ?? ' '.repeat(Math.max(0, needInteger(width)));
  const lines = linesOf(`${text}\n`);
  run.budget.textOf(text.length + lines.length * margin.length);
  const indented = lines.map((line, index) => (index > 0 && (line !== '' || isTruthy(blank)) ? margin + line : line));
  return like(value, (isTruthy(first) ? margin : '') + indented.join('\n'));
}

function wordwrap(
  run: Run,
  value: Thing,
  width: Thing = 79,
  breakLongWords: Thing = true,
  wrapString: Thing = null,
  breakOnHyphens: Thing = true,
): Thing {
  const text = needText(value, 'what is wrapped');
  const columns = needInteger(width);
  if (columns <= 0) throw new Failure('invalid width (must be > 0)');
  const end = optionalText(wrapString) ?? '\n';
  const rules = { width: columns, breakLongWords: isTruthy(breakLongWords), breakOnHyphens: isTruthy(breakOnHyphens) };
  run.budget.step(text.length);
  return run.made(
    linesOf(text)
      .map((line) => wrapped(line, rules, run.budget).join(end))
      .join(end),
  );
}
