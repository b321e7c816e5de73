import type { Token, TokenType } from './lexer.ts';
import { TemplateSyntaxError } from './TemplateSyntaxError.ts';

/** Our own stack must not overflow on a text that nests without end. */
const DEEPEST = 200;

/** The tokens of a template, read one after another. */
export class TokenStream {
  private index = 0;
  private depth = 0;

  /** The last token is always the end. */
  constructor(private readonly tokens: readonly Token[]) {}

  get current(): Token {
    return this.tokens[this.index] as Token;
  }

  get next(): Token {
    return this.tokens[this.index + 1] ?? this.current;
  }

  get at(): number {
    return this.current.at;
  }

  advance(): Token {
    const token = this.current;
    if (token.type !== 'end') this.index++;
    return token;
  }

  isOperator(...operators: string[]): boolean {
    return this.current.type === 'operator' && operators.includes(this.current.value);
  }

  isWord(...words: string[]): boolean {
    return this.current.type === 'name' && words.includes(this.current.value);
  }

  isTag(tag: string): boolean {
    return this.current.type === 'tag' && this.current.value === tag;
  }

  skipOperator(operator: string): boolean {
    if (!this.isOperator(operator)) return false;
    this.advance();
    return true;
  }

  skipWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.advance();
    return true;
  }

  expect(type: TokenType, value?: string): Token {
    const token = this.current;
    if (token.type !== type || (value !== undefined && token.value !== value)) this.failExpecting(type, value);
    return this.advance();
  }

  nested<T>(parse: () => T): T {
    if (++this.depth > DEEPEST) this.fail('the expression is nested too deeply');
    const result = parse();
    this.depth--;
    return result;
  }

  fail(message: string, at = this.at): never {
    throw new TemplateSyntaxError(message, at);
  }

  private failExpecting(type: TokenType, value?: string): never {
    const expected = describe({ type, value: type === 'name' ? (value ?? 'name') : (value ?? ''), at: 0 });
    if (this.current.type === 'end') this.fail(`unexpected end of template, expected '${expected}'.`);
    this.fail(`expected token '${expected}', got '${describe(this.current)}'`);
  }
}

const TAGS: Readonly<Record<string, string>> = {
  '{{': 'begin of print statement',
  '}}': 'end of print statement',
  '{%': 'begin of statement block',
  '%}': 'end of statement block',
};

/** How messages name a token. */
export function describe(token: Token): string {
  if (token.type === 'end') return 'end of template';
  if (token.type === 'tag') return TAGS[token.value] ?? token.value;
  return token.type === 'name' || token.type === 'operator' ? token.value : token.type;
}
