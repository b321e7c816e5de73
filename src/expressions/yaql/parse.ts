import { type Argument, type Node, SKIPPED } from './nodes.ts';
import { SyntaxFailure } from './SyntaxFailure.ts';
import { type Token, tokensOf } from './tokens.ts';

/** How tightly binary operators bind; `->` alone groups to the right. */
const BINARY: Readonly<Record<string, number>> = {
  '->': 1,
  or: 2,
  and: 3,
  '>': 5,
  '<': 5,
  '>=': 5,
  '<=': 5,
  '!=': 5,
  '=': 5,
  in: 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  mod: 7,
  '=~': 8,
  '!~': 8,
  '.': 11,
  '?.': 11,
};
const INDEX = 10;
const PREFIX: Readonly<Record<string, number>> = { not: 4, '+': 9, '-': 9 };

/** Deeper than that our own stack would not hold. */
const MAXIMAL_DEPTH = 300;

/** Parses a whole expression; throws `SyntaxFailure`. */
export function parse(text: string): Node {
  return new Parser(tokensOf(text)).whole();
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Node {
    const node = this.value(0);
    if (this.next.kind !== 'end') this.unexpected();
    return node;
  }

  /** A value and all that follows it bound more tightly than `limit`. */
  private value(limit: number): Node {
    if (++this.depth > MAXIMAL_DEPTH) throw new SyntaxFailure('Nested too deeply', this.next.at);
    let left = this.operand();
    for (;;) {
      const { kind, text, at } = this.next;
      if (kind === 'mark' && text === '[' && INDEX > limit) {
        this.index++;
        left = { kind: 'index', args: [left, ...this.args(']')], at };
        continue;
      }
      const strength = kind === 'operator' ? (BINARY[text] ?? 0) : 0;
      if (strength <= limit) break;
      this.index++;
      const right = this.value(text === '->' ? strength - 1 : strength);
      left = { kind: 'binary', operator: text, left, right, at };
    }
    this.depth--;
    return left;
  }

  private operand(): Node {
    const { kind, text, value, at } = this.take();
    if (kind === 'constant' || kind === 'word') return { kind: 'constant', value, isWord: kind === 'word', at };
    if (kind === 'variable') return { kind: 'variable', name: text, at };
    if (kind === 'call') return { kind: 'call', name: text, args: this.args(')'), at };
    const strength = kind === 'operator' ? PREFIX[text] : undefined;
    if (strength !== undefined) return { kind: 'unary', operator: text, operand: this.value(strength), at };
    if (kind === 'mark') {
      if (text === '[') return { kind: 'list', args: this.args(']'), at };
      if (text === '{') return { kind: 'map', args: this.args('}'), at };
      if (text === '(') {
        const inner = this.value(0);
        this.expect(')');
        return { kind: 'wrapped', inner, at };
      }
    }
    this.index--;
    return this.unexpected();
  }

  /** Positions, which may be empty but for the last, then rules. */
  private args(close: string): Argument[] {
    const args: Argument[] = [];
    if (this.isMark(close)) {
      this.index++;
      return args;
    }
    let hasRules = false;
    do {
      if (this.isMark(',') && !hasRules) {
        args.push(SKIPPED);
        continue;
      }
      const node = this.argument();
      // A rule cannot follow empty places only, and after a rule nothing but rules can come.
      const isRule = node.kind === 'rule';
      if (hasRules ? !isRule : isRule && args.length > 0 && args.every((arg) => arg === SKIPPED)) {
        throw new SyntaxFailure('Parse error: an argument is not where it may be', node.at);
      }
      hasRules ||= isRule;
      args.push(node);
    } while (this.skip(','));
    this.expect(close);
    return args;
  }

  private argument(): Node {
    const source = this.value(0);
    const { at } = this.next;
    if (this.next.kind !== 'operator' || this.next.text !== '=>') return source;
    this.index++;
    return { kind: 'rule', source, destination: this.value(0), at };
  }

  private get next(): Token {
    return this.tokens[this.index] as Token;
  }

  private take(): Token {
    const token = this.next;
    this.index++;
    return token;
  }

  private isMark(text: string): boolean {
    return this.next.kind === 'mark' && this.next.text === text;
  }

  private skip(mark: string): boolean {
    if (!this.isMark(mark)) return false;
    this.index++;
    return true;
  }

  private expect(mark: string): void {
    if (!this.skip(mark)) this.unexpected();
  }

  private unexpected(): never {
    const { kind, text, at } = this.next;
    if (kind === 'end') throw new SyntaxFailure('Parse error: unexpected end of statement', at);
    throw new SyntaxFailure(`Parse error: unexpected '${kind === 'call' ? `${text}(` : text}'`, at);
  }
}
