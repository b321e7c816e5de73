/**
 * Tokens → expression, weakest binding first: conditional, or, and, not, comparison, `+ -`, `~`, `* / // %`, `**`, sign, postfix, filter.
 * As Jinja and unlike Python: `**` is read from the left, and a sign binds tighter than it.
 */
import { Float } from '../../../base/json.ts';
import { integer } from '../../values/numbers.ts';
import { parseArguments } from './arguments.ts';
import type { Arguments, Arithmetic, Comparison, Expression, FilterUse } from './ast.ts';
import { describe, type TokenStream } from './TokenStream.ts';

const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];
const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

export class ExpressionParser {
  constructor(readonly stream: TokenStream) {}

  expression(): Expression {
    return this.stream.nested(() => this.condition());
  }

  /** An expression, or several with commas between them, which make a tuple. */
  tuple(isEnd: () => boolean = () => false, parse = () => this.expression()): Expression {
    const { at } = this.stream;
    const { items, isTuple } = this.commaSeparated(isEnd, parse);
    const [first] = items;
    if (isTuple) return { kind: 'tuple', items, at };
    return first ?? this.stream.fail(`Expected an expression, got '${describe(this.stream.current)}'`);
  }

  /** Without a conditional at its top: `if` means something else there. */
  tupleWithoutCondition(isEnd?: () => boolean): Expression {
    return this.tuple(isEnd, () => this.stream.nested(() => this.or()));
  }

  commaSeparated(isEnd: () => boolean, parse: () => Expression): { items: Expression[]; isTuple: boolean } {
    const items: Expression[] = [];
    let isTuple = false;
    while (!(this.stream.isTag('}}') || this.stream.isTag('%}') || this.stream.isOperator(')') || isEnd())) {
      items.push(parse());
      if (!this.stream.skipOperator(',')) break;
      isTuple = true;
    }
    return { items, isTuple };
  }

  private condition(): Expression {
    let result = this.or();
    while (this.stream.isWord('if')) {
      const { at } = this.stream.advance();
      const test = this.or();
      const otherwise = this.stream.skipWord('else') ? this.expression() : undefined;
      result = { kind: 'condition', test, chosen: result, otherwise, at };
    }
    return result;
  }

  private or(): Expression {
    let left = this.and();
    while (this.stream.isWord('or')) {
      const { at } = this.stream.advance();
      left = { kind: 'or', left, right: this.and(), at };
    }
    return left;
  }

  private and(): Expression {
    let left = this.not();
    while (this.stream.isWord('and')) {
      const { at } = this.stream.advance();
      left = { kind: 'and', left, right: this.not(), at };
    }
    return left;
  }

  private not(): Expression {
    if (!this.stream.isWord('not')) return this.comparison();
    const { at } = this.stream.advance();
    return { kind: 'not', operand: this.stream.nested(() => this.not()), at };
  }

  private comparison(): Expression {
    const { at } = this.stream;
    const first = this.sum();
    const rest: Comparison[] = [];
    for (let operator = this.comparator(); operator; operator = this.comparator()) {
      rest.push({ operator, operand: this.sum() });
    }
    return rest.length > 0 ? { kind: 'compare', first, rest, at } : first;
  }

  private comparator(): Comparison['operator'] | undefined {
    if (this.stream.isOperator(...COMPARISONS)) return this.stream.advance().value as Comparison['operator'];
    if (this.stream.skipWord('in')) return 'in';
    const { next } = this.stream;
    if (!this.stream.isWord('not') || next.type !== 'name' || next.value !== 'in') return undefined;
    this.stream.advance();
    this.stream.advance();
    return 'not in';
  }

  private sum(): Expression {
    return this.leftToRight(['+', '-'], () => this.concatenation());
  }

  private concatenation(): Expression {
    const { at } = this.stream;
    const items = [this.product()];
    while (this.stream.skipOperator('~')) items.push(this.product());
    return items.length > 1 ? { kind: 'concat', items, at } : (items[0] as Expression);
  }

  private product(): Expression {
    return this.leftToRight(['*', '/', '//', '%'], () => this.leftToRight(['**'], () => this.unary()));
  }

  private leftToRight(operators: readonly Arithmetic[], parse: () => Expression): Expression {
    let left = parse();
    while (this.stream.isOperator(...operators)) {
      const { value, at } = this.stream.advance();
      left = { kind: 'arithmetic', operator: value as Arithmetic, left, right: parse(), at };
    }
    return left;
  }

  private unary(): Expression {
    return this.filters(this.signed());
  }

  private signed(): Expression {
    if (!this.stream.isOperator('-', '+')) return this.postfix(this.primary());
    const { value, at } = this.stream.advance();
    const operand = this.stream.nested(() => this.signed());
    return this.postfix({ kind: value === '-' ? 'negate' : 'plus', operand, at });
  }

  primary(): Expression {
    const { type, value, at } = this.stream.current;
    if (type === 'name') return this.word();
    if (type === 'string') return this.string();
    if (type === 'integer' || type === 'float') {
      this.stream.advance();
      return { kind: 'constant', value: type === 'float' ? Float.of(Number(value)) : integer(BigInt(value)), at };
    }
    if (this.stream.isOperator('(')) return this.parenthesised();
    if (this.stream.isOperator('[')) return this.list();
    if (this.stream.isOperator('{')) return this.dict();
    return this.stream.fail(`unexpected '${describe(this.stream.current)}'`);
  }

  private word(): Expression {
    const { value, at } = this.stream.advance();
    const constant = CONSTANTS.get(value);
    return constant === undefined ? { kind: 'name', name: value, at } : { kind: 'constant', value: constant, at };
  }

  private string(): Expression {
    const { at } = this.stream;
    let value = '';
    while (this.stream.current.type === 'string') value += this.stream.advance().value;
    return { kind: 'constant', value, at };
  }

  private parenthesised(): Expression {
    const { at } = this.stream.advance();
    const { items, isTuple } = this.commaSeparated(
      () => false,
      () => this.expression(),
    );
    this.stream.expect('operator', ')');
    const [first] = items;
    return isTuple || !first ? { kind: 'tuple', items, at } : first;
  }

  private list(): Expression {
    const { at } = this.stream.advance();
    const items: Expression[] = [];
    while (!this.stream.isOperator(']')) {
      if (items.length > 0) this.stream.expect('operator', ',');
      if (this.stream.isOperator(']')) break;
      items.push(this.expression());
    }
    this.stream.expect('operator', ']');
    return { kind: 'list', items, at };
  }

  private dict(): Expression {
    const { at } = this.stream.advance();
    const pairs: (readonly [Expression, Expression])[] = [];
    while (!this.stream.isOperator('}')) {
      if (pairs.length > 0) this.stream.expect('operator', ',');
      if (this.stream.isOperator('}')) break;
      const key = this.expression();
      this.stream.expect('operator', ':');
      pairs.push([key, this.expression()]);
    }
    this.stream.expect('operator', '}');
    return { kind: 'dict', pairs, at };
  }

  postfix(operand: Expression): Expression {
    let object = operand;
    for (;;) {
      const { at } = this.stream;
      if (this.stream.skipOperator('.')) object = this.member(object, at);
      else if (this.stream.skipOperator('[')) object = { kind: 'item', object, index: this.subscript(at), at };
      else if (this.stream.isOperator('(')) object = { kind: 'call', callee: object, args: this.args(), at };
      else return object;
    }
  }

  private member(object: Expression, at: number): Expression {
    const name = this.stream.advance();
    if (name.type === 'name') return { kind: 'attribute', object, name: name.value, at };
    if (name.type !== 'integer') this.stream.fail('expected name or number', name.at);
    return { kind: 'item', object, index: { kind: 'constant', value: integer(BigInt(name.value)), at }, at };
  }

  private subscript(at: number): Expression {
    const items: Expression[] = [];
    while (!this.stream.isOperator(']')) {
      if (items.length > 0) this.stream.expect('operator', ',');
      items.push(this.indexOrSlice());
    }
    this.stream.expect('operator', ']');
    return items.length === 1 ? (items[0] as Expression) : { kind: 'tuple', items, at };
  }

  private indexOrSlice(): Expression {
    const { at } = this.stream;
    const start = this.stream.isOperator(':') ? undefined : this.expression();
    if (start && !this.stream.isOperator(':')) return start;
    this.stream.expect('operator', ':');
    const stop = this.stream.isOperator(':', ']', ',') ? undefined : this.expression();
    const hasStep = this.stream.skipOperator(':');
    const step = !hasStep || this.stream.isOperator(']', ',') ? undefined : this.expression();
    return { kind: 'slice', start, stop, step, at };
  }

  private filters(operand: Expression): Expression {
    let object = operand;
    for (;;) {
      const { at } = this.stream;
      if (this.stream.skipOperator('|')) object = this.filter(object);
      else if (this.stream.skipWord('is')) object = this.test(object, at);
      else if (this.stream.isOperator('(')) object = { kind: 'call', callee: object, args: this.args(), at };
      else return object;
    }
  }

  /** A filter's name and arguments; the bar before it is read already. */
  filter(object?: Expression): FilterUse {
    const { at } = this.stream;
    return { kind: 'filter', object, name: this.dottedName(), args: this.args(), at };
  }

  private test(object: Expression, at: number): Expression {
    const isNegated = this.stream.skipWord('not');
    const name = this.dottedName();
    const test: Expression = { kind: 'test', object, name, args: this.testArguments(), at };
    return isNegated ? { kind: 'not', operand: test, at } : test;
  }

  /** In parentheses, or one simple operand without them: `is divisibleby 3`. */
  private testArguments(): Arguments {
    const isSimple = ['name', 'string', 'integer', 'float'].includes(this.stream.current.type);
    const mayStart = isSimple || this.stream.isOperator('[', '{');
    if (!mayStart || this.stream.isWord('else', 'or', 'and')) return this.args();
    if (this.stream.isWord('is')) this.stream.fail('You cannot chain multiple tests with is');
    return { positional: [this.postfix(this.primary())], keywords: [] };
  }

  private args(): Arguments {
    return parseArguments(this.stream, () => this.expression());
  }

  private dottedName(): string {
    let name = this.stream.expect('name').value;
    while (this.stream.skipOperator('.')) name += `.${this.stream.expect('name').value}`;
    return name;
  }
}
