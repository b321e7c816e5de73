/** Expression → thing. */
import { Failure } from '../../Failure.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { isTruthy } from '../../values/truth.ts';
import { Arguments, NO_ARGUMENTS } from '../runtime/Arguments.ts';
import { attributeOf, callThing, itemOf } from '../runtime/access.ts';
import { filterNamed, testNamed } from '../runtime/byName.ts';
import { compareThings } from '../runtime/comparison.ts';
import { iterate } from '../runtime/iteration.ts';
import { dictFrom } from '../runtime/keys.ts';
import { needText } from '../runtime/needs.ts';
import { calculate, concatenate, negate, plus } from '../runtime/operators.ts';
import { pairsOf } from '../runtime/pairs.ts';
import type { Run } from '../runtime/Run.ts';
import { sliceOf } from '../runtime/slices.ts';
import type * as ast from '../syntax/ast.ts';
import { type Thing, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Nothing, Undefined } from '../things/Undefined.ts';
import type { Frame } from './Frame.ts';
import { globalNamed } from './globals.ts';

type Of<K extends ast.Expression['kind']> = Extract<ast.Expression, { kind: K }>;

export function evaluate(run: Run, node: ast.Expression, frame: Frame): Thing {
  run.budget.step(2);
  switch (node.kind) {
    case 'constant':
      return node.value;
    case 'name':
      return named(run, node.name, frame);
    case 'list':
      run.budget.element(node.items.length);
      return run.copies.adopt(node.items.map((item) => evaluate(run, item, frame)));
    case 'tuple':
      return new Tuple(node.items.map((item) => evaluate(run, item, frame)));
    case 'dict':
      return dictionary(run, node, frame);
    case 'concat':
      return concat(run, node, frame);
    case 'negate':
    case 'plus':
      return signed(run, node, frame);
    case 'not':
      return !truth(run, node.operand, frame);
    case 'and': {
      const left = evaluate(run, node.left, frame);
      return isTrue(run, node, left) ? evaluate(run, node.right, frame) : left;
    }
    case 'or': {
      const left = evaluate(run, node.left, frame);
      return isTrue(run, node, left) ? left : evaluate(run, node.right, frame);
    }
    case 'arithmetic':
      return arithmetic(run, node, frame);
    case 'compare':
      return comparison(run, node, frame);
    case 'condition':
      return condition(run, node, frame);
    case 'attribute':
      return attribute(run, node, frame);
    case 'item':
      return item(run, node, frame);
    case 'slice':
      throw new Failure('a slice can only stand alone in square brackets', node.at);
    case 'call':
      return call(run, node, frame);
    case 'filter':
      return filtered(run, node, evaluate(run, node.object as ast.Expression, frame), frame);
    case 'test':
      return tested(run, node, frame);
  }
}

/** Whether the value of an expression counts as true. */
export function truth(run: Run, node: ast.Expression, frame: Frame): boolean {
  return isTrue(run, node, evaluate(run, node, frame));
}

/** Applies a filter, and those its object is made of, to a thing: in `{% filter a | b %}` no expression begins the chain. */
export function filterChain(run: Run, node: ast.FilterUse, subject: Thing, frame: Frame): Thing {
  const inner = node.object as ast.FilterUse | undefined;
  return filtered(run, node, inner ? filterChain(run, inner, subject, frame) : subject, frame);
}

/** A call, with keywords of our own added. */
export function call(run: Run, node: Of<'call'>, frame: Frame, added?: readonly [string, Thing]): Thing {
  const callee = evaluate(run, node.callee, frame);
  const given = argumentsOf(run, node.args, frame);
  run.at = node.at;
  return callThing(run, callee, added ? new Arguments(given.positional, new Map([...given.keywords, added])) : given);
}

function named(run: Run, name: string, frame: Frame): Thing {
  const variable = frame.get(name);
  const found = variable === undefined ? globalNamed(run, name) : variable;
  return found === undefined ? new Undefined(`'${name}' is undefined`) : run.copies.current(found);
}

function dictionary(run: Run, node: Of<'dict'>, frame: Frame): Thing {
  const pairs = node.pairs.map(([key, value]) => [evaluate(run, key, frame), evaluate(run, value, frame)] as const);
  run.budget.element(pairs.length);
  run.at = node.at;
  return run.copies.adopt(dictFrom(pairs));
}

function concat(run: Run, node: Of<'concat'>, frame: Frame): Thing {
  const things = node.items.map((part) => evaluate(run, part, frame));
  run.at = node.at;
  return concatenate(run, things);
}

function signed(run: Run, node: Of<'negate' | 'plus'>, frame: Frame): Thing {
  const operand = evaluate(run, node.operand, frame);
  run.at = node.at;
  return node.kind === 'negate' ? negate(operand) : plus(operand);
}

function arithmetic(run: Run, node: Of<'arithmetic'>, frame: Frame): Thing {
  const left = evaluate(run, node.left, frame);
  const right = evaluate(run, node.right, frame);
  run.at = node.at;
  return calculate(run, node.operator, run.copies.current(left), run.copies.current(right));
}

/** `a < b < c` holds when each pair does; what comes after the first that fails is not evaluated. */
function comparison(run: Run, node: Of<'compare'>, frame: Frame): boolean {
  let left = evaluate(run, node.first, frame);
  for (const { operator, operand } of node.rest) {
    const right = evaluate(run, operand, frame);
    run.at = node.at;
    if (!compareThings(run, operator, left, right)) return false;
    left = right;
  }
  return true;
}

function condition(run: Run, node: Of<'condition'>, frame: Frame): Thing {
  if (truth(run, node.test, frame)) return evaluate(run, node.chosen, frame);
  if (node.otherwise) return evaluate(run, node.otherwise, frame);
  return new Nothing('the inline if-expression evaluated to false and no else section was defined.');
}

function attribute(run: Run, node: Of<'attribute'>, frame: Frame): Thing {
  const object = evaluate(run, node.object, frame);
  run.at = node.at;
  return attributeOf(run, object, node.name);
}

function item(run: Run, node: Of<'item'>, frame: Frame): Thing {
  const object = evaluate(run, node.object, frame);
  const { index } = node;
  if (index.kind === 'slice') {
    const bound = (part?: ast.Expression) => (part ? evaluate(run, part, frame) : null);
    const bounds = { start: bound(index.start), stop: bound(index.stop), step: bound(index.step) };
    run.at = node.at;
    return sliceOf(run, object, bounds);
  }
  const key = evaluate(run, index, frame);
  run.at = node.at;
  return itemOf(run, object, key, index.kind === 'constant');
}

function filtered(run: Run, node: ast.FilterUse, subject: Thing, frame: Frame): Thing {
  const given = argumentsOf(run, node.args, frame);
  run.at = node.at;
  return filterNamed(run, node.name).run(run, run.copies.settled(subject), given);
}

function tested(run: Run, node: Of<'test'>, frame: Frame): Thing {
  const subject = evaluate(run, node.object, frame);
  const given = argumentsOf(run, node.args, frame);
  run.at = node.at;
  return testNamed(run, node.name).run(run, subject, given);
}

function argumentsOf(run: Run, args: ast.Arguments, frame: Frame): Arguments {
  const { positional, keywords, spread, spreadKeywords } = args;
  if (positional.length === 0 && keywords.length === 0 && !spread && !spreadKeywords) return NO_ARGUMENTS;
  const given = positional.map((part) => run.copies.settled(evaluate(run, part, frame)));
  const byName = new Map<string, Thing>();
  for (const [name, part] of keywords) addKeyword(byName, name, run.copies.settled(evaluate(run, part, frame)));
  if (spread) given.push(...iterate(run, evaluate(run, spread, frame)));
  if (spreadKeywords) {
    for (const [key, value] of mapping(run, evaluate(run, spreadKeywords, frame))) {
      addKeyword(byName, needText(key, 'a keyword'), value);
    }
  }
  return new Arguments(given, byName);
}

function addKeyword(keywords: Map<string, Thing>, name: string, value: Thing): void {
  if (keywords.has(name)) throw new Failure('got multiple values for a keyword argument');
  keywords.set(name, value);
}

function mapping(run: Run, thing: Thing): (readonly [Thing, Thing])[] {
  if (thing instanceof Undefined) return thing.fail();
  if (!isDictionary(thing)) throw new Failure(`argument after ** must be a mapping, not ${typeName(thing)}`);
  return pairsOf(run, thing);
}

function isTrue(run: Run, node: ast.Expression, thing: Thing): boolean {
  run.at = node.at;
  return isTruthy(run.copies.current(thing));
}
