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
  if (levels.some((level) => level.some((overload) => overload.takesRules !== takesRules))) ambiguous(name);
  const args = takesRules ? { positional: given, named } : splitNamed(given, named);
  const fitting = levels.map((level) => level.flatMap((overload) => fitOf(overload, args) ?? []));
  const all = fitting.flat();
  if (all.length === 0) throw new NoMatch(name, isMethod);
  const lazy = lazyPlaces(all[0] as Fit);
  for (const other of all) if (lazyPlaces(other) !== lazy) ambiguous(name);
  const evaluated = evaluateAll(args, all[0] as Fit, evaluate);
  for (const level of fitting) {
    const winner = narrowest(
      name,
      level.filter((candidate) => accepts(candidate, evaluated)),
    );
    if (winner) return { overload: winner.overload, args: evaluated };
  }
  throw new NoMatch(name, isMethod);
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

function fitOf(overload: Overload, { positional: given, named }: Arguments): Fit | undefined {
  const restParameter = overload.parameters.find(({ form }) => form === 'rest');
  const positional: (Parameter<unknown> | undefined)[] = given.map(() => restParameter);
  const byName = new Map<string, Parameter<unknown>>();
  let index = -1;
  for (const parameter of overload.parameters) {
    if (parameter.form !== 'one') continue;
    index++;
    const isGiven = index < given.length && given[index] !== SKIPPED;
    if (isGiven) {
      if (named.has(parameter.name)) return undefined;
      positional[index] = parameter;
    } else if (named.has(parameter.name)) byName.set(parameter.name, parameter);
    else if (!parameter.otherwise) return undefined;
    else if (index < given.length) positional[index] = parameter;
  }
  if (!fitOthers(overload, named, byName)) return undefined;
  for (const [position, parameter] of positional.entries()) {
    if (!parameter) return undefined;
    const arg = given[position] as Arg | typeof SKIPPED;
    if (arg === SKIPPED ? parameter.form === 'rest' : !parameter.kind.check(arg)) return undefined;
  }
  return { overload, positional: positional as Parameter<unknown>[], named: byName };
}

/** Gives names that no parameter has to the one that takes all. */
function fitOthers(
  overload: Overload,
  named: ReadonlyMap<string, Arg>,
  byName: Map<string, Parameter<unknown>>,
): boolean {
  if (named.size === byName.size) return true;
  const others = overload.parameters.find(({ form }) => form === 'keywords');
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
  for (const [index, parameter] of positional.entries()) if (parameter.kind.isLazy) places += `${index},`;
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
  for (const [index, parameter] of positional.entries()) {
    const arg = args.positional[index] as Arg | typeof SKIPPED;
    if (arg !== SKIPPED && !parameter.kind.check(arg)) return false;
  }
  for (const [name, parameter] of named) if (!parameter.kind.check(args.named.get(name) as Arg)) return false;
  return true;
}

function narrowest(name: string, candidates: readonly Fit[]): Fit | undefined {
  let winner: Fit | undefined;
  for (const candidate of candidates) {
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
