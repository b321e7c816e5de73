import { Failure } from '../../Failure.ts';
import { escapePattern } from '../../regex/escape.ts';
import type { Match } from '../../regex/Match.ts';
import { Regex } from '../../regex/Regex.ts';
import type { Call } from '../Call.ts';
import { Context } from '../Context.ts';
import type { Inner } from '../inner/Inner.ts';
import { MadeMapping } from '../inner/Mapping.ts';
import { Pattern } from '../inner/Pattern.ts';
import { list } from '../inner/Sequence.ts';
import { any, booleanOrNull, int, lambdaIn, pattern, text } from '../kinds.ts';
import { asFunction, asMethod, type Overload, one, optional } from '../Overload.ts';
import { compiled } from './compiledPatterns.ts';

/** What a character of a pattern costs when the pattern is compiled. */
const COMPILE_STEPS = 8;

type Selector = (context: Context) => Inner;

const regexp = one('regexp', pattern);
const string = one('string', text);

function found(call: Call, { regex }: Pattern, within: string): boolean {
  return regex.search(within, call.budget) !== null;
}

/** What a selector sees: `$` the whole match, `$2` the first group, and so on. */
function publish(context: Context, match: Match): Context {
  // As yaql: it fails for patterns with named groups.
  if (match.names.size > 0) throw new Failure('A regular expression with named groups takes no selector');
  for (let group = 0; group <= match.groupCount; group++) {
    const members: [string, Inner][] = [
      ['value', match.group(group)],
      ['start', match.start(group)],
      ['end', match.end(group)],
    ];
    context.set(String(group + 1), new MadeMapping(members, false));
  }
  return context;
}

function* searchAll(call: Call, { regex }: Pattern, within: string, select: Selector | null): Generator<Inner> {
  for (const match of regex.matches(within, call.budget)) {
    yield select ? select(publish(new Context(call.context), match)) : match.group(0);
  }
}

function search(call: Call, { regex }: Pattern, within: string, select: Selector | null): Inner {
  const match = regex.search(within, call.budget);
  if (!match) return null;
  return select ? select(publish(new Context(call.context), match)) : match.group(0);
}

function split(call: Call, { regex }: Pattern, within: string, limit: number): Inner {
  // Python does not split at all where the limit is negative.
  const parts = limit < 0 ? [within] : regex.split(within, limit, call.budget);
  call.budget.element(parts.length);
  return list(parts);
}

function replace(call: Call, { regex }: Pattern, within: string, by: (match: Match) => string, limit: number): string {
  if (limit < 0) return within;
  const counted = (match: Match): string => call.made(by(match));
  return call.made(regex.replace(within, limit, counted, call.budget));
}

function replaceBy(call: Call, of: Pattern, within: string, select: Selector, limit: number): string {
  const by = (match: Match): string => {
    // As yaql: the match is published to the whole call, so that it is there in what the selector calls.
    publish(call.context, match);
    const result = select(new Context(call.context));
    if (result === null) return '';
    if (typeof result !== 'string') throw new Failure('replaceBy() needs a selector that gives a text');
    return result;
  };
  return replace(call, of, within, by, limit);
}

const testing = (symbol: string, isWanted: boolean): Overload[] => [
  asFunction(`#operator_${symbol}`, [string, regexp], (call, within, of) => found(call, of, within) === isWanted),
  asFunction(
    `#operator_${symbol}`,
    [string, one('pattern', text)],
    (call, within, of) => found(call, compiled(of), within) === isWanted,
  ),
];

export const regex: readonly Overload[] = [
  asFunction(
    'regex',
    [
      one('pattern', text),
      optional('ignoreCase', booleanOrNull, false),
      optional('multiLine', booleanOrNull, false),
      optional('dotAll', booleanOrNull, false),
    ],
    (call, source, ignoreCase, multiLine, dotAll) => {
      call.budget.step(source.length * COMPILE_STEPS);
      return new Pattern(
        new Regex(source, { ignoreCase: ignoreCase === true, multiLine: multiLine === true, dotAll: dotAll === true }),
      );
    },
  ),
  asMethod('matches', [regexp, string], found),
  asMethod('matches', [string, one('regexp', text)], (call, within, of) => found(call, compiled(of), within)),
  ...testing('=~', true),
  ...testing('!~', false),
  asMethod('search', [regexp, string, optional('selector', lambdaIn, null)], search),
  asMethod('searchAll', [regexp, string, optional('selector', lambdaIn, null)], (call, of, within, select) =>
    call.stream(searchAll(call, of, within, select)),
  ),
  asMethod('split', [regexp, string, optional('maxSplit', int, 0)], (call, of, within, limit) =>
    split(call, of, within, Number(limit)),
  ),
  asMethod('split', [string, regexp, optional('maxSplit', int, 0)], (call, within, of, limit) =>
    split(call, of, within, Number(limit)),
  ),
  asMethod('replace', [regexp, string, one('repl', text), optional('count', int, 0)], (call, of, within, by, count) =>
    replace(call, of, within, of.regex.template(by), Number(count)),
  ),
  asMethod('replace', [string, regexp, one('repl', text), optional('count', int, 0)], (call, within, of, by, count) =>
    replace(call, of, within, of.regex.template(by), Number(count)),
  ),
  asMethod(
    'replaceBy',
    [regexp, string, one('repl', lambdaIn), optional('count', int, 0)],
    (call, of, within, by, count) => replaceBy(call, of, within, by, Number(count)),
  ),
  asMethod(
    'replaceBy',
    [string, regexp, one('repl', lambdaIn), optional('count', int, 0)],
    (call, within, of, by, count) => replaceBy(call, of, within, by, Number(count)),
  ),
  asFunction('escapeRegex', [string], (call, of) => call.made(escapePattern(of))),
  asFunction('isRegex', [one('value', any)], (_, value) => value instanceof Pattern),
];
