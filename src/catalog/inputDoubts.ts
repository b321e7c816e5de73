import type { InputProblem } from '../actions/input.ts';
import type { Problem } from '../base/errors.ts';
import { type Located, locator } from '../lang/locate.ts';
import { didYouMean } from '../lang/suggest.ts';
import type { Call } from './calls.ts';
import type { LiteralCheck } from './LiteralCheck.ts';

const MOST = 200;

interface Doubt {
  readonly call: Call;
  readonly problem: InputProblem;
  readonly names: readonly string[];
}

/**
 * What the actions of plugins will not take of the input that a definition writes down. Never more than a doubt: Mistral accepts
 * such a definition, and only the run fails, unless an environment gives what is missing.
 */
export function inputDoubts(text: string, calls: readonly Call[], check: LiteralCheck): readonly Problem[] {
  const doubts = calls.flatMap((call): Doubt[] => {
    const checked = check(call.action, call.input);
    return (checked?.problems ?? []).map((problem) => ({ call, problem, names: checked?.names ?? [] }));
  });
  if (doubts.length === 0) return [];
  const at = locator(text);
  return doubts.slice(0, MOST).map((doubt) => warning(doubt, at));
}

function warning({ call, problem, names }: Doubt, at: (path: readonly string[]) => Located): Problem {
  const paths = pathsTo(call, problem);
  const places = paths.map((path) => ({ path, ...at(path) }));
  const place = places.find(({ isWhole }) => isWhole) ?? (places.at(-1) as (typeof places)[number]);
  const { path, line, column } = place;
  const hint = hintFor(call, problem, names);
  return { severity: 'WARNING', message: messageOf(call, problem), ...(hint && { hint }), line, column, path };
}

/** The best place first: what is missing has none of its own, and a parameter beside the name has only the name's. */
function pathsTo({ path, inputKey, nameKey }: Call, { kind, path: within }: InputProblem): string[][] {
  const input = [...path, inputKey];
  const name =
    kind === 'missing'
      ? []
      : [
          [...input, ...within],
          [...input, ...within.slice(0, 1)],
        ];
  return [...name, ...(kind === 'missing' ? [input] : []), [...path, nameKey], [...path]];
}

function messageOf({ action }: Call, { kind, name, path, message }: InputProblem): string {
  if (kind === 'missing') return `Action '${action}' needs the input '${name}'.`;
  if (kind === 'unexpected') return `Action '${action}' has no input '${name}'.`;
  return `Action '${action}' does not take this '${path.join('.')}': ${message}.`;
}

function hintFor({ mayGetMore }: Call, { kind, name }: InputProblem, names: readonly string[]): string | undefined {
  if (kind === 'unexpected') return didYouMean(name, names);
  return kind === 'missing' && mayGetMore ? "unless the environment of a run gives it in '__actions'" : undefined;
}
