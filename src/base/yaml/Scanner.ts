import { BREAKS, Cursor } from './Cursor.ts';
import { PossibleKeys } from './PossibleKeys.ts';
import { scanBlock } from './scanBlock.ts';
import { scanPlain } from './scanPlain.ts';
import { scanQuoted } from './scanQuoted.ts';
import type { Token, TokenKind } from './Token.ts';
import { YamlFailure } from './YamlFailure.ts';

const SPACES = / +/y;
const REST_OF_LINE = new RegExp(`[^${BREAKS}]+`, 'y');
const NAME = /[\w-]+/y;
const TAG = new RegExp(`![^ ${BREAKS}]*`, 'y');
const MAX_FLOW_DEPTH = 200;

/**
 * Cuts YAML 1.1 into tokens, accepting what PyYAML accepts. Two things depend on what is already there: a key is known as
 * such only when its `:` comes (the key token is then put in front of it), and indentation opens and closes collections.
 *
 * Without anchors, `&`, `*` and `@` are letters that a text may begin with.
 */
export class Scanner {
  private readonly cursor: Cursor;
  private readonly tokens: Token[] = [];
  private readonly indents: number[] = [];
  private indent = -1;
  private flowDepth = 0;
  private mayBeginKey = true;
  private readonly keys = new PossibleKeys();

  constructor(
    text: string,
    private readonly hasAnchors: boolean,
  ) {
    this.cursor = new Cursor(text);
  }

  /** All tokens; the last one is `end`, or `failure` where the text cannot be read any further. */
  scan(): readonly Token[] {
    try {
      while (this.takeNext());
    } catch (error) {
      if (!(error instanceof YamlFailure)) throw error;
      const { offset, message, hint } = error;
      this.tokens.push({ kind: 'failure', start: offset, end: offset, text: message, hint });
    }
    return this.tokens;
  }

  private takeNext(): boolean {
    const { cursor } = this;
    this.skipToToken();
    this.keys.dropStale(cursor);
    this.closeBlocks(cursor.column);
    if (cursor.isAtEnd) {
      this.closeBlocks(-1);
      this.keys.forget(this.flowDepth);
      this.push('end', 0);
      return false;
    }
    if (cursor.isDocumentMark()) this.takeDocumentMark();
    else if (cursor.column === 0 && cursor.peek() === '%') this.takeDirective();
    else this.takeContent(cursor.peek());
    return true;
  }

  private takeContent(character: string): void {
    if (character === '[' || character === '{') this.openFlow(character);
    else if (character === ']' || character === '}') this.closeFlow(character);
    else if (character === ',') this.takeComma();
    else if (character === '-' && this.cursor.isBlank(1)) this.takeDash();
    else if (character === '?' && this.isIndicator()) this.takeKeyMark();
    else if (character === ':' && this.isIndicator()) this.takeColon();
    else if (character === '!') this.takeTag();
    else if (this.hasAnchors && (character === '&' || character === '*')) this.takeAnchor(character);
    else if ((character === '|' || character === '>') && this.flowDepth === 0) this.takeBlockText();
    else if (character === '"' || character === "'") this.takeQuotedText(character);
    else if (this.mayBeginPlain(character)) this.takePlainText();
    else throw this.unexpected(character);
  }

  private unexpected(character: string): YamlFailure {
    const name = character === '\t' ? 'A tab' : `'${character}'`;
    const hint = character === '\t' ? 'indent and separate with spaces' : 'put the text in quotes';
    return new YamlFailure(`${name} cannot begin anything here.`, this.cursor.at, hint);
  }

  private isIndicator(): boolean {
    return this.flowDepth > 0 || this.cursor.isBlank(1);
  }

  private mayBeginPlain(character: string): boolean {
    if (character === '-') return !this.cursor.isBlank(1);
    if (character === '?' || character === ':') return !this.cursor.isBlank(1) && this.flowDepth === 0;
    if (character === '@') return !this.hasAnchors;
    return !/[\t|>%`#]/.test(character);
  }

  private skipToToken(): void {
    const { cursor } = this;
    if (cursor.at === 0 && cursor.peek() === '\ufeff') cursor.at++;
    for (;;) {
      cursor.take(SPACES);
      if (cursor.peek() === '#') cursor.take(REST_OF_LINE);
      if (cursor.takeBreak() === '') return;
      if (this.flowDepth === 0) this.mayBeginKey = true;
    }
  }

  private push(kind: TokenKind, length: number): void {
    this.tokens.push({ kind, start: this.cursor.at, end: this.cursor.at + length });
    this.cursor.at += length;
  }

  /** Near the end almost always, where this is much faster than `splice`. */
  private insert(index: number, token: Token): void {
    const { tokens } = this;
    tokens.push(token);
    for (let at = tokens.length - 1; at > index; at--) tokens[at] = tokens[at - 1] as Token;
    tokens[index] = token;
  }

  private openBlock(column: number, kind: TokenKind, tokenIndex: number, at: number): void {
    if (this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.insert(tokenIndex, { kind, start: at, end: at });
  }

  private closeBlocks(column: number): void {
    if (this.flowDepth > 0) return;
    while (this.indent > column) {
      this.indent = this.indents.pop() as number;
      this.push('block end', 0);
    }
  }

  private noteKey(): void {
    if (this.mayBeginKey) this.keys.note(this.cursor, this.flowDepth, this.tokens.length, this.indent);
  }

  private takeDocumentMark(): void {
    this.closeBlocks(-1);
    this.keys.forget(this.flowDepth);
    this.mayBeginKey = false;
    this.push(this.cursor.peek() === '-' ? '---' : '...', 3);
  }

  private takeDirective(): void {
    this.closeBlocks(-1);
    this.keys.forget(this.flowDepth);
    this.mayBeginKey = false;
    const start = this.cursor.at;
    const text = this.cursor.take(REST_OF_LINE);
    this.tokens.push({ kind: 'directive', start, end: this.cursor.at, text });
  }

  private openFlow(character: '[' | '{'): void {
    this.noteKey();
    this.flowDepth++;
    if (this.flowDepth > MAX_FLOW_DEPTH) throw new YamlFailure('This is nested too deeply.', this.cursor.at);
    this.mayBeginKey = true;
    this.push(character, 1);
  }

  private closeFlow(character: ']' | '}'): void {
    if (this.flowDepth === 0) throw this.unexpected(character);
    this.keys.forget(this.flowDepth);
    this.flowDepth--;
    this.mayBeginKey = false;
    this.push(character, 1);
  }

  private takeComma(): void {
    if (this.flowDepth === 0) throw this.unexpected(',');
    this.mayBeginKey = true;
    this.keys.forget(this.flowDepth);
    this.push(',', 1);
  }

  private takeDash(): void {
    if (this.flowDepth === 0) this.beginEntry('block sequence', "'-'");
    this.mayBeginKey = true;
    this.keys.forget(this.flowDepth);
    this.push('-', 1);
  }

  private takeKeyMark(): void {
    if (this.flowDepth === 0) this.beginEntry('block mapping', "'?'");
    this.mayBeginKey = this.flowDepth === 0;
    this.keys.forget(this.flowDepth);
    this.push('key', 1);
  }

  private takeColon(): void {
    const key = this.keys.take(this.flowDepth);
    if (key) {
      this.insert(key.tokenIndex, { kind: 'key', start: key.at, end: key.at });
      if (this.flowDepth === 0) this.openBlock(key.column, 'block mapping', key.tokenIndex, key.at);
      this.mayBeginKey = false;
    } else {
      if (this.flowDepth === 0) this.beginEntry('block mapping', "':'");
      this.mayBeginKey = this.flowDepth === 0;
      this.keys.forget(this.flowDepth);
    }
    this.push('value', 1);
  }

  private beginEntry(kind: TokenKind, name: string): void {
    if (!this.mayBeginKey) {
      const hint = name === "'-'" ? 'begin the list on the next line' : "put a text that holds ': ' in quotes";
      throw new YamlFailure(`${name} is not allowed here.`, this.cursor.at, hint);
    }
    this.openBlock(this.cursor.column, kind, this.tokens.length, this.cursor.at);
  }

  private takeTag(): void {
    this.noteKey();
    this.mayBeginKey = false;
    const start = this.cursor.at;
    const text = this.cursor.take(TAG);
    this.tokens.push({ kind: 'tag', start, end: this.cursor.at, text });
  }

  private takeAnchor(mark: '&' | '*'): void {
    this.noteKey();
    this.mayBeginKey = false;
    const { cursor } = this;
    const start = cursor.at++;
    const text = cursor.take(NAME);
    if (text === '' || !(cursor.isBlank() || '?:,]}%@`'.includes(cursor.peek()))) {
      throw new YamlFailure(`A name behind '${mark}' has only letters, digits, '-' and '_'.`, cursor.at);
    }
    this.tokens.push({ kind: mark === '&' ? 'anchor' : 'alias', start, end: cursor.at, text });
  }

  private takeBlockText(): void {
    this.mayBeginKey = true;
    this.keys.forget(this.flowDepth);
    const start = this.cursor.at;
    const style = this.cursor.peek() === '|' ? 'literal' : 'folded';
    const { text, end } = scanBlock(this.cursor, this.indent);
    this.tokens.push({ kind: 'scalar', start, end, text, style });
  }

  private takeQuotedText(quote: string): void {
    this.noteKey();
    this.mayBeginKey = false;
    const start = this.cursor.at;
    const text = scanQuoted(this.cursor);
    const style = quote === '"' ? 'double' : 'single';
    this.tokens.push({ kind: 'scalar', start, end: this.cursor.at, text, style });
  }

  private takePlainText(): void {
    this.noteKey();
    const start = this.cursor.at;
    const { text, end, hasBreak } = scanPlain(this.cursor, this.flowDepth > 0, this.indent + 1);
    this.mayBeginKey = hasBreak;
    this.tokens.push({ kind: 'scalar', start, end, text, style: 'plain' });
  }
}
