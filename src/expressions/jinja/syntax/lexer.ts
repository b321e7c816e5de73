/**
 * Template text → tokens, with Jinja's whitespace rules (`-`, `+`, trim_blocks, lstrip_blocks) already applied.
 *
 * Two modes: a whole template, in which `{{`, `{%` and `{#` open tags; and a bare expression, which is what stands
 * between the braces of a string that is nothing but one `{{ }}`.
 */
import { MOST_TOKENS } from '../../Limits.ts';
import { TemplateSyntaxError } from './TemplateSyntaxError.ts';
import { unescapeString } from './unescapeString.ts';

/** An operator's type is the operator itself. */
export type TokenType = 'data' | 'tag' | 'name' | 'string' | 'integer' | 'float' | 'operator' | 'end';

export interface Token {
  readonly type: TokenType;
  /** For tags one of `{{ }} {% %}`, without whitespace signs. */
  readonly value: string;
  readonly at: number;
}

const OPENING = /\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})|\{[{%#][-+]?/g;
const COMMENT_END = /\+#\}|-#\}\s*|#\}\n?/g;
const BLOCK_END = /\+%\}|-%\}\s*|%\}\n?/y;
const VARIABLE_END = /-\}\}\s*|\}\}/y;
const RAW_END = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\}\n?)/g;

const SPACE = /\s+/y;
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{N}\p{M}\p{Pc}]+/uy;
const IDENTIFIER = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;
const STRING = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function tokenizeTemplate(source: string): Token[] {
  return new Lexer(source).template();
}

/** `offset` is where the expression stands in the text, so that positions count from the start of that. */
export function tokenizeExpression(source: string, offset: number): Token[] {
  return new Lexer(source, offset).expression();
}

class Lexer {
  private readonly tokens: Token[] = [];
  private readonly source: string;
  private at = 0;

  constructor(
    text: string,
    private readonly offset = 0,
  ) {
    // One newline at the very end is not part of a template; the other kinds of line end are `\n` in one.
    this.source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  }

  template(): Token[] {
    let isLineStart = true;
    while (this.at < this.source.length) {
      const match = this.search(OPENING);
      if (!match) {
        this.data(this.source.slice(this.at), this.at);
        break;
      }
      const [opening] = match;
      this.data(this.leading(match, opening.charAt(2), isLineStart && !opening.startsWith('{{')), this.at);
      this.at = match.index + opening.length;
      this.tag(opening, match.index);
      isLineStart = this.source[this.at - 1] === '\n';
    }
    return this.end();
  }

  expression(): Token[] {
    this.inside(VARIABLE_END);
    return this.end();
  }

  /** The text before a tag, without what the tag's sign or `lstrip_blocks` takes away. */
  private leading(match: RegExpExecArray, sign: string, isLineStart: boolean): string {
    const text = this.source.slice(this.at, match.index);
    if (sign === '-') return text.trimEnd();
    if (sign === '+' || match[0].startsWith('{{')) return text;
    const lineStart = text.lastIndexOf('\n') + 1;
    const mayStrip = (lineStart > 0 || isLineStart) && /^\s+$/.test(text.slice(lineStart));
    return mayStrip ? text.slice(0, lineStart) : text;
  }

  private tag(opening: string, start: number): void {
    if (opening.length > 3) return this.raw(start, /\n$/.test(opening));
    if (opening.startsWith('{#')) return this.comment(start);
    const isVariable = opening.startsWith('{{');
    this.push('tag', isVariable ? '{{' : '{%', start);
    const end = this.inside(isVariable ? VARIABLE_END : BLOCK_END);
    if (end !== undefined) this.push('tag', isVariable ? '}}' : '%}', end);
  }

  private comment(start: number): void {
    const match = this.search(COMMENT_END);
    if (!match && this.isAtEnd()) return;
    if (!match) throw new TemplateSyntaxError('Missing end of comment tag', start);
    this.at = match.index + match[0].length;
  }

  private raw(start: number, isLineStart: boolean): void {
    const match = this.search(RAW_END);
    if (!match && this.isAtEnd()) return;
    if (!match) throw new TemplateSyntaxError('Missing end of raw directive', start);
    this.data(this.leading(match, match[1] as string, isLineStart), this.at);
    this.at = match.index + match[0].length;
  }

  /** As Jinja: a comment or raw part opened at the very end needs no end of its own. */
  private isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** The inside of a tag, up to its end or the end of the source. Gives the place of the end. */
  private inside(end: RegExp): number | undefined {
    const open: string[] = [];
    while (this.at < this.source.length) {
      const start = this.at;
      if (open.length === 0 && this.take(end) !== undefined) return start;
      if (this.take(SPACE) === undefined) this.word(start, open);
    }
    return undefined;
  }

  private word(start: number, open: string[]): void {
    const number = this.source[start - 1] === '.' ? undefined : this.take(FLOAT);
    if (number !== undefined) return this.push('float', number.replaceAll('_', ''), start);
    const integer = this.take(INTEGER);
    if (integer !== undefined) return this.push('integer', integer.replaceAll('_', ''), start);
    const name = this.take(NAME);
    if (name !== undefined) return this.name(name, start);
    const string = this.take(STRING);
    if (string !== undefined)
      return this.push('string', unescapeString(string.slice(1, -1), this.offset + start), start);
    const operator = this.take(OPERATOR);
    if (operator === undefined) this.fail(`unexpected char ${quote(this.source, start)} at ${start}`, start);
    this.balance(operator, start, open);
    this.push('operator', operator, start);
  }

  private name(name: string, start: number): void {
    if (!IDENTIFIER.test(name)) this.fail('Invalid character in identifier', start);
    this.push('name', name, start);
  }

  private balance(operator: string, start: number, open: string[]): void {
    const closing = CLOSING[operator];
    if (closing) open.push(closing);
    else if (operator === ')' || operator === ']' || operator === '}') {
      const expected = open.pop();
      if (expected === undefined) this.fail(`unexpected '${operator}'`, start);
      if (expected !== operator) this.fail(`unexpected '${operator}', expected '${expected}'`, start);
    }
  }

  private data(value: string, start: number): void {
    if (value !== '') this.push('data', value, start);
  }

  private push(type: TokenType, value: string, start: number): void {
    if (this.tokens.length >= MOST_TOKENS) this.fail(`there are more than ${MOST_TOKENS} tokens`, start);
    this.tokens.push({ type, value, at: this.offset + start });
  }

  private search(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (!match) return undefined;
    this.at += match[0].length;
    return match[0];
  }

  private end(): Token[] {
    this.push('end', '', this.source.length);
    return this.tokens;
  }

  private fail(message: string, start: number): never {
    throw new TemplateSyntaxError(message, this.offset + start);
  }
}

function quote(source: string, at: number): string {
  const character = String.fromCodePoint(source.codePointAt(at) as number);
  return character === "'" ? `"'"` : `'${character}'`;
}
