import { Bug } from '../../base/errors.ts';
import { Failure } from '../Failure.ts';
import type { Budget } from '../Limits.ts';
import type { Scope } from '../Scope.ts';
import { add, multiply, subtract } from '../values/arithmetic.ts';
import { compareText } from '../values/compare.ts';
import { valuesEqual } from '../values/equality.ts';
import { isTruthy } from '../values/truth.ts';
import { Call } from './Call.ts';
import { Context } from './Context.ts';
import type { Evaluator } from './Evaluator.ts';
import { NoMatch, Unknown } from './failures.ts';
import { ABSENT, type Absent, Collection, type Inner } from './inner/Inner.ts';
import { Mapping } from './inner/Mapping.ts';
import { RuleValue } from './inner/RuleValue.ts';
import { view } from './inner/view.ts';
import { type Arg, isNode } from './kinds.ts';
import { levelsOf } from './library/index.ts';
import { type Argument, type Binary, type Node, SKIPPED } from './nodes.ts';
import type { Overload, Parameter } from './Overload.ts';
import { type Arguments, choose } from './resolve.ts';

/** What the choice among overloads costs, measured in the budget's steps. */
const CALL_STEPS = 16;

const ORDERS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=']);

const NO_NAMES: ReadonlyMap<string, Arg> = new Map();

/** One walk over a parsed expression. */
export class Evaluation implements Evaluator {
  /** Where the call stands that began last: where to point when something fails. */
  at: number | undefined;

  constructor(
    readonly scope: Scope,
    readonly budget: Budget,
  ) {}

  /** The value of a whole expression. */
  run(node: Node): Inner {
    const context = new Context();
    context.set('$', view(this.scope.data, true));
    return this.evaluate(node, context);
  }

  evaluate(node: Node, context: Context): Inner {
    switch (node.kind) {
      case 'constant':
        return node.value as Inner;
      case 'variable':
        return context.get(node.name);
      case 'wrapped':
        return this.evaluate(node.inner, context);
      case 'call':
        return this.invoke(node.name, context, node.args, ABSENT, node.at);
      case 'binary':
        return this.binary(node, context);
      case 'unary':
        return this.unary(node.operator, this.evaluate(node.operand, context), context, node.at);
      case 'index':
        return this.invoke('#indexer', context, node.args, ABSENT, node.at);
      case 'list':
        return this.invoke('#list', context, node.args, ABSENT, node.at);
      case 'map':
        return this.invoke('#map', context, node.args, ABSENT, node.at);
      case 'rule':
        return new RuleValue(this.evaluate(node.source, context), this.evaluate(node.destination, context));
      default:
        throw new Bug(`no evaluation for ${(node as Node).kind}`);
    }
  }

  /** The same, one level deeper: bodies of functions may call themselves. */
  evaluateNested(node: Node, context: Context): Inner {
    this.budget.step(2);
    this.budget.enter();
    try {
      return this.evaluate(node, context);
    } finally {
      this.budget.leave();
    }
  }

  /** Calls the function or method of that name that takes these arguments. */
  invoke(
    name: string,
    context: Context,
    given: readonly Argument[] | readonly Arg[],
    receiver: Inner | Absent,
    at?: number,
    named = NO_NAMES,
  ): Inner {
    this.budget.step(CALL_STEPS);
    const isMethod = receiver !== ABSENT;
    const levels = this.overloads(name, context, isMethod);
    if (at !== undefined) this.at = at;
    if (levels.length === 0) throw new Unknown(name, isMethod);
    const args = isMethod ? [receiver, ...given] : given;
    const evaluate = (arg: Arg): Arg => (isNode(arg) && arg.kind !== 'constant' ? this.evaluate(arg, context) : arg);
    const choice = choose(name, levels, args as readonly Arg[], named, isMethod, evaluate);
    if (at !== undefined) this.at = at;
    return this.perform(choice.overload, choice.args, context);
  }

  /** A binary operator on values, with short ways for what is most frequent. */
  operate(operator: string, left: Inner, right: Inner, context: Context, at?: number): Inner {
    if (operator === '=') return this.equals(left, right);
    if (operator === '!=') return !this.equals(left, right);
    if (typeof left === 'number' && typeof right === 'number') {
      this.budget.step(2);
      if (operator === '+') return add(left, right);
      if (operator === '-') return subtract(left, right);
      if (operator === '*') return multiply(left, right);
      if (operator === '<') return left < right;
      if (operator === '>') return left > right;
      if (operator === '<=') return left <= right;
      if (operator === '>=') return left >= right;
    }
    if (typeof left === 'string' && typeof right === 'string' && ORDERS.has(operator)) {
      this.budget.step(2);
      this.budget.reading(Math.min(left.length, right.length));
      return inOrder(operator, compareText(left, right));
    }
    return this.invoke(`#operator_${operator}`, context, [left, right], ABSENT, at);
  }

  equals(left: Inner, right: Inner): boolean {
    return valuesEqual(left, right, this.budget);
  }

  private overloads(name: string, context: Context, isMethod: boolean): readonly (readonly Overload[])[] {
    const bare = name.endsWith('_') ? name.replace(/_+$/, '') : name;
    const levels = levelsOf(bare, isMethod);
    if (isMethod) return levels;
    // What `def` makes is called as a function only.
    const own: readonly (readonly Overload[])[] = context.overloads(bare);
    return own.length === 0 ? levels : [...own, ...levels];
  }

  private perform(overload: Overload, args: Arguments, context: Context): Inner {
    const call = new Call(this, context);
    const { positional, named } = args;
    const converted: unknown[] = [];
    for (const parameter of overload.parameters) {
      if (parameter.form === 'rest') {
        converted.push(positional.slice(overload.ones.length).map((arg) => convert(parameter, arg as Arg, call)));
      } else if (parameter.form === 'keywords') converted.push(othersOf(overload, parameter, named, call));
      else {
        const at = converted.length < positional.length ? positional[converted.length] : SKIPPED;
        const arg = at === SKIPPED ? named.get(parameter.name) : at;
        converted.push(arg === undefined ? parameter.otherwise?.value : convert(parameter, arg, call));
      }
    }
    return overload.run(call, converted);
  }

  private binary({ operator, left, right, at }: Binary, context: Context): Inner {
    switch (operator) {
      case '.':
        return this.member(this.evaluate(left, context), right, context, at);
      case '?.': {
        const receiver = this.evaluate(left, context);
        return receiver === null ? null : this.member(receiver, right, context, at);
      }
      case 'and': {
        const first = this.evaluate(left, context);
        return isTruthy(first) ? this.evaluate(right, context) : first;
      }
      case 'or': {
        const first = this.evaluate(left, context);
        return isTruthy(first) ? first : this.evaluate(right, context);
      }
      case '->': {
        const sent = this.evaluate(left, context);
        this.at = at;
        if (!(sent instanceof Context)) throw new NoMatch('#operator_->', false);
        return this.evaluateNested(right, sent);
      }
      default:
        return this.operate(operator, this.evaluate(left, context), this.evaluate(right, context), context, at);
    }
  }

  private unary(operator: string, operand: Inner, context: Context, at: number): Inner {
    if (operator === 'not') return !isTruthy(operand);
    return this.invoke(`#unary_operator_${operator}`, context, [operand], ABSENT, at);
  }

  /** What stands after a `.`: a method, the key of a dictionary, or a property. Of a list, the same of each item. */
  private member(receiver: Inner, node: Node, context: Context, at: number): Inner {
    if (node.kind === 'call') return this.invoke(node.name, context, node.args, receiver, node.at);
    this.at = at;
    if (node.kind !== 'constant' || !node.isWord) throw new NoMatch('#operator_.', false);
    return this.attribute(receiver, node.value as string, context, at);
  }

  private attribute(receiver: Inner, name: string, context: Context, at: number): Inner {
    this.budget.step();
    if (receiver instanceof Mapping) {
      const value = receiver.get(name);
      if (value === undefined) throw new Failure(`There is no key '${name}'`);
      return value;
    }
    if (!(receiver instanceof Collection)) return this.invoke(`#property#${name}`, context, [receiver], ABSENT, at);
    const items = receiver;
    const { attribute } = this;
    const each = function* (this: Evaluation): Generator<Inner> {
      for (const item of items) yield attribute.call(this, item, name, context, at);
    };
    return new Call(this, context).stream(each.call(this));
  }
}

/** The names that no other parameter takes. */
function othersOf(
  { ones }: Overload,
  parameter: Parameter<unknown>,
  named: ReadonlyMap<string, Arg>,
  call: Call,
): ReadonlyMap<string, unknown> {
  const others = Array.from(named).filter(([name]) => !ones.some((one) => one.name === name));
  return new Map(others.map(([name, arg]) => [name, convert(parameter, arg, call)]));
}

function inOrder(operator: string, order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function convert(parameter: Parameter<unknown>, arg: Arg, call: Call): unknown {
  return parameter.kind.convert(arg, call);
}
