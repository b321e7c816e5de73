import { Failure } from '../Failure.ts';
import { NoMatch } from './failures.ts';
import { type Arg, isNarrower, isNode } from './kinds.ts';
import { type Argument, SKIPPED } from './nodes.ts';
import type { Overload, Parameter } from './Overload.ts';

/** Arguments by position and by name. */
export interface Arguments {
  readonly positional: readonly (Arg | typeof SKIPPED)[];
  readonly named: ReadonlyMap<string, Arg>;
}

/** Which parameter each argument goes to. */
interface Fit {
  readonly overload: Overload;
  readonly positional: readonly Parameter<unknown>[];
  readonly named: ReadonlyMap<string, Parameter<unknown>>;
}

/** The overload chosen, and the arguments it gets, still to be converted. */
export interface Choice {
  readonly overload: Overload;
  readonly args: Arguments;
}

/**
 * Chooses among functions of one name, as YAQL does it: first by the form of the arguments, then, with those evaluated that
 * nobody wants lazily, by their values. The nearest level with a match decides; within it, the one with narrower parameters.
 */
export function choose(
  name: string,
  levels: readonly (readonly Overload[])[],
  given: readonly Argument[] | readonly Arg[],
  named: ReadonlyMap<string, Arg>,
  isMethod: boolean,
  evaluate: (arg: Arg) => Arg,
): Choice {
  const takesRules = levels[0]?.[0]?.takesRules ?? false;
  for (const level of levels) for (const overload of level) if (overload.takesRules !== takesRules) ambiguous(name);
  const args = takesRules ? { positional: given, named } : splitNamed(given, named);
  const fitting = levels.map((level) => fitsOf(level, args));
  const first = fitting.find((fits) => fits.length > 0)?.[0];
  if (!first) throw new NoMatch(name, isMethod);
  const lazy = lazyPlaces(first);
  for (const fits of fitting) for (const fit of fits) if (fit !== first && lazyPlaces(fit) !== lazy) ambiguous(name);
  const evaluated = evaluateAll(args, first, evaluate);
  for (const fits of fitting) {
    const winner = narrowest(name, fits, evaluated);
    if (winner) return { overload: winner.overload, args: evaluated };
  }
  throw new NoMatch(name, isMethod);
}

function fitsOf(level: readonly Overload[], args: Arguments): Fit[] {
  const fits: Fit[] = [];
  for (const overload of level) {
    const fit = fitOf(overload, args);
    if (fit) fits.push(fit);
  }
  return fits;
}

function ambiguous(name: string): never {
  throw new Failure(`Ambiguous function "${name}"`);
}

/** Takes the `name => value` arguments out of the positions. */
function splitNamed(given: readonly (Arg | typeof SKIPPED)[], more: ReadonlyMap<string, Arg>): Arguments {
  if (!given.some((arg) => arg !== SKIPPED && isNode(arg) && arg.kind === 'rule')) {
    return { positional: given, named: more };
  }
  const named = new Map(more);
  const positional = given.filter((arg) => {
    if (arg === SKIPPED || !isNode(arg) || arg.kind !== 'rule') return true;
    const { source, destination } = arg;
    if (source.kind !== 'constant' || !source.isWord) throw new Failure('Cannot convert mapping to keyword argument');
    named.set(source.value as string, destination);
    return false;
  });
  return { positional, named };
}

const NO_NAMES: ReadonlyMap<string, Parameter<unknown>> = new Map();

function fitOf(overload: Overload, args: Arguments): Fit | undefined {
  const positional = positionsOf(overload, args);
  if (!positional) return undefined;
  if (args.named.size === 0) return { overload, positional, named: NO_NAMES };
  const named = new Map<string, Parameter<unknown>>();
  const { ones } = overload;
  for (let index = 0; index < ones.length; index++) {
    const parameter = ones[index] as Parameter<unknown>;
    if (!args.named.has(parameter.name)) continue;
    if (index < args.positional.length && args.positional[index] !== SKIPPED) return undefined;
    named.set(parameter.name, parameter);
  }
  return fitOthers(overload, args.named, named) ? { overload, positional, named } : undefined;
}

/** The parameter of each position; nothing where one is missing, too many or of another kind. */
function positionsOf(
  { ones, rest }: Overload,
  { positional: given, named }: Arguments,
): Parameter<unknown>[] | undefined {
  if (given.length > ones.length && !rest) return undefined;
  const positional: Parameter<unknown>[] = [];
  const count = Math.max(ones.length, given.length);
  for (let index = 0; index < count; index++) {
    const parameter = (ones[index] ?? rest) as Parameter<unknown>;
    const arg = index < given.length ? given[index] : SKIPPED;
    if (arg === undefined || arg === SKIPPED) {
      if (parameter.form === 'rest') return undefined;
      if (!parameter.otherwise && !named.has(parameter.name)) return undefined;
    } else if (!parameter.kind.check(arg)) return undefined;
    if (index < given.length) positional.push(parameter);
  }
  return positional;
}

/** Gives names that no parameter has to the one that takes all. */
function fitOthers(
  overload: Overload,
  named: ReadonlyMap<string, Arg>,
  byName: Map<string, Parameter<unknown>>,
): boolean {
  if (named.size === byName.size) return true;
  const others = overload.keywords;
  if (!others) return false;
  for (const [name, arg] of named) {
    if (byName.has(name)) continue;
    if (!others.kind.check(arg)) return false;
    byName.set(name, others);
  }
  return true;
}

/** The lazy places as a text, to compare. */
function lazyPlaces({ positional, named }: Fit): string {
  let places = '';
  for (let index = 0; index < positional.length; index++) {
    if ((positional[index] as Parameter<unknown>).kind.isLazy) places += `${index},`;
  }
  if (named.size === 0) return places;
  const names = Array.from(named).filter(([, parameter]) => parameter.kind.isLazy);
  return (
    places +
    names
      .map(([name]) => name)
      .sort()
      .join(',')
  );
}

function evaluateAll(args: Arguments, { positional, named }: Fit, evaluate: (arg: Arg) => Arg): Arguments {
  const value = (arg: Arg, parameter: Parameter<unknown> | undefined): Arg =>
    parameter?.kind.isLazy ? arg : evaluate(arg);
  return {
    positional: args.positional.map((arg, index) => (arg === SKIPPED ? arg : value(arg, positional[index]))),
    named:
      args.named.size === 0
        ? args.named
        : new Map(Array.from(args.named, ([name, arg]) => [name, value(arg, named.get(name))])),
  };
}

function accepts({ positional, named }: Fit, args: Arguments): boolean {
  for (let index = 0; index < positional.length; index++) {
    const arg = args.positional[index] as Arg | typeof SKIPPED;
    if (arg !== SKIPPED && !(positional[index] as Parameter<unknown>).kind.check(arg)) return false;
  }
  if (named.size === 0) return true;
  for (const [name, parameter] of named) if (!parameter.kind.check(args.named.get(name) as Arg)) return false;
  return true;
}

/** Of those that accept the arguments, the one with narrower parameters. */
function narrowest(name: string, candidates: readonly Fit[], args: Arguments): Fit | undefined {
  let winner: Fit | undefined;
  for (const candidate of candidates) {
    if (!accepts(candidate, args)) continue;
    if (winner && isSpecial(winner, candidate)) continue;
    if (winner && !isSpecial(candidate, winner)) ambiguous(name);
    winner = candidate;
  }
  return winner;
}

function isSpecial(first: Fit, second: Fit): boolean {
  let result = false;
  for (const [index, { kind }] of first.positional.entries()) {
    const other = second.positional[index]?.kind;
    if (!other) continue;
    if (isNarrower(other, kind)) return false;
    if (isNarrower(kind, other)) result = true;
  }
  for (const [name, { kind }] of first.named) {
    const other = second.named.get(name)?.kind;
    if (!other) continue;
    if (isNarrower(other, kind)) return false;
    if (isNarrower(kind, other)) result = true;
  }
  return result;
}
