/** Names that stand for something everywhere: Jinja's own functions, Mistral's functions, and `_`. */
import type { Value } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { callWorkflowFunction, WORKFLOW_FUNCTIONS } from '../../functions/table.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import type { Arguments } from '../runtime/Arguments.ts';
import { dictFrom, memberOf } from '../runtime/keys.ts';
import { needInteger } from '../runtime/needs.ts';
import { pairsOf } from '../runtime/pairs.ts';
import type { Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { toValue } from '../runtime/toValue.ts';
import { Callable } from '../things/Callable.ts';
import { Cycler } from '../things/Cycler.ts';
import { Namespace } from '../things/Namespace.ts';
import { Range } from '../things/Range.ts';
import { type Thing, textOf } from '../things/Thing.ts';
import { lipsum } from './lipsum.ts';

const LONGEST_RANGE = 100_000;
/** As Mistral: what the service keeps in the context can be named without `_`. */
const OF_SERVICE: readonly string[] = ['__env', '__execution', '__task_execution'];

export function globalNamed(run: Run, name: string): Thing | undefined {
  if (name === '_') return run.copies.current(run.scope.data);
  if (WORKFLOW_FUNCTIONS.has(name)) return workflowFunction(run, name);
  if (OF_SERVICE.includes(name) && isDictionary(run.scope.data)) return memberOf(run.scope.data, name) ?? null;
  return Object.hasOwn(GLOBALS, name) ? GLOBALS[name]?.(run) : undefined;
}

const GLOBALS: Readonly<Record<string, (run: Run) => Callable>> = {
  range: () => new Callable('range', (given) => range(given), 'function', 'function safe_range at 0x0'),
  dict: (run) => new Callable('dict', (given) => dict(run, given), 'type', "class 'dict'"),
  namespace: (run) =>
    new Callable('namespace', (given) => namespace(run, given), 'type', "class 'jinja2.utils.Namespace'"),
  cycler: () => new Callable('cycler', (given) => cycler(given), 'type', "class 'jinja2.utils.Cycler'"),
  joiner: (run) =>
    new Callable('joiner', (given) => JOINER.run(run, null, given), 'type', "class 'jinja2.utils.Joiner'"),
  lipsum: (run) =>
    new Callable('lipsum', (given) => lipsum.run(run, null, given), 'function', 'function generate_lorem_ipsum at 0x0'),
};

const JOINER = takes('sep?', (_run, _none, separator: Thing = ', ') => {
  let isUsed = false;
  const next = (): Thing => {
    if (isUsed) return separator;
    isUsed = true;
    return '';
  };
  return new Callable('joiner', next, 'Joiner', 'jinja2.utils.Joiner object at 0x0');
});

function workflowFunction(run: Run, name: string): Callable {
  const call = ({ positional, keywords }: Arguments): Thing => {
    const values = positional.map((thing) => toValue(run, thing));
    const named = Array.from(keywords, ([keyword, thing]): [string, Value] => [keyword, toValue(run, thing)]);
    return callWorkflowFunction(name, run.scope, values, named, run.budget);
  };
  return new Callable(name, call, 'functools.partial', `function ${name} at 0x0`);
}

function range({ positional, keywords }: Arguments): Range {
  if (keywords.size > 0) throw new Failure('range() takes no keyword arguments');
  const [first, second, third] = positional.map(needInteger);
  if (first === undefined || positional.length > 3) {
    throw new Failure(`range expected 1 to 3 arguments, got ${positional.length}`);
  }
  if (third === 0) throw new Failure('range() arg 3 must not be zero');
  const made = second === undefined ? new Range(0, first, 1) : new Range(first, second, third ?? 1);
  if (made.length > LONGEST_RANGE) {
    throw new Failure(`Range too big. The sandbox blocks ranges larger than MAX_RANGE (${LONGEST_RANGE}).`);
  }
  return made;
}

function dict(run: Run, given: Arguments): Thing {
  return run.copies.adopt(dictFrom(membersOf(run, 'dict', given)));
}

function namespace(run: Run, given: Arguments): Thing {
  return new Namespace(membersOf(run, 'namespace', given).map(([key, value]) => [textOf(key) ?? run.text(key), value]));
}

function membersOf(run: Run, name: string, { positional, keywords }: Arguments): (readonly [Thing, Thing])[] {
  if (positional.length > 1) throw new Failure(`${name} expected at most 1 argument, got ${positional.length}`);
  return [...positional.flatMap((source) => pairsOf(run, source)), ...keywords];
}

function cycler({ positional, keywords }: Arguments): Cycler {
  if (keywords.size > 0) throw new Failure('cycler() takes no keyword arguments');
  if (positional.length === 0) throw new Failure('at least one item has to be provided');
  return new Cycler(positional);
}
