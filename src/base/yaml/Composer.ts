import { shortened } from '../shortened.ts';
import { asValue, composeMapping, type Pair } from './composeMapping.ts';
import type { Findings } from './Findings.ts';
import type { MappingNode, Node, ScalarNode, ScalarStyle, SequenceNode } from './Node.ts';
import { DATE, resolveScalar, WRONG } from './resolveScalar.ts';
import { nameOf, type Token, type TokenKind } from './Token.ts';
import { taggedScalar, typeOfTag } from './tagged.ts';
import { YamlFailure } from './YamlFailure.ts';

const MAX_DEPTH = 100;

/** Makes nodes of tokens: recursive descent, one method for each kind of collection. */
export class Composer {
  readonly findings: Findings = { doubts: [], mergedEntries: 0 };
  /** `undefined` while the node is being composed: an alias within it would make it contain itself. */
  private readonly anchors = new Map<string, Node | undefined>();
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** The root of the one document; `undefined` where the text holds nothing. */
  compose(): Node | undefined {
    if (!this.is('directive', '---', 'end')) return this.finish(this.node(true, false));
    while (this.is('...')) this.take();
    if (this.is('end')) return undefined;
    while (this.is('directive')) checkDirective(this.take());
    this.expect('---', "'---'");
    if (this.is('directive', '---', '...', 'end')) return this.finish(this.empty(this.token.start));
    return this.finish(this.node(true, false));
  }

  private finish(node: Node): Node {
    const root = asValue(node);
    while (this.is('...')) this.take();
    if (this.is('end')) return root;
    if (this.is('---')) throw new YamlFailure('A text can hold only one document.', this.token.start);
    throw this.unexpected('the end of the document');
  }

  private get token(): Token {
    return this.tokens[this.at] as Token;
  }

  private is(...kinds: TokenKind[]): boolean {
    return kinds.includes(this.token.kind);
  }

  private take(): Token {
    const { token } = this;
    if (token.kind === 'failure') throw this.unexpected('');
    this.at++;
    return token;
  }

  private takeIf(kind: TokenKind): Token | undefined {
    return this.is(kind) ? this.take() : undefined;
  }

  private expect(kind: TokenKind, name: string): Token {
    if (!this.is(kind)) throw this.unexpected(name);
    return this.take();
  }

  private unexpected(wanted: string): YamlFailure {
    const { token } = this;
    const last = this.tokens.at(-1) as Token;
    // What the scanner had to say of the same place is clearer.
    if (last.kind === 'failure' && (token === last || token.start === last.start)) {
      return new YamlFailure(last.text as string, last.start, last.hint);
    }
    const hint = wanted.startsWith("',' or") ? 'within [] and {}, put expressions in quotes' : undefined;
    return new YamlFailure(`Expected ${wanted}, but found ${nameOf(token)}.`, token.start, hint);
  }

  private node(isBlock: boolean, mayBeIndentless: boolean): Node {
    if (++this.depth > MAX_DEPTH) throw new YamlFailure('This is nested too deeply.', this.token.start);
    const node = this.is('alias') ? this.aliased(this.take()) : this.anchored(isBlock, mayBeIndentless);
    this.depth--;
    return node;
  }

  /** The same node again, not a copy. */
  private aliased(alias: Token): Node {
    const node = this.anchors.get(alias.text as string);
    if (!node) throw new YamlFailure('This alias has no anchor before it.', alias.start);
    return node;
  }

  /** A node behind its properties: an anchor and a tag, each of which may be absent, in any order. */
  private anchored(isBlock: boolean, mayBeIndentless: boolean): Node {
    const first = this.takeIf('anchor');
    const tag = this.takeIf('tag');
    const anchor = first ?? this.takeIf('anchor');
    if (anchor) this.announce(anchor);
    const node = this.propertied(tag, anchor, isBlock, mayBeIndentless);
    if (anchor) this.anchors.set(anchor.text as string, node);
    return node;
  }

  private announce(anchor: Token): void {
    const name = anchor.text as string;
    if (this.anchors.has(name)) throw new YamlFailure('This anchor occurs twice.', anchor.start);
    this.anchors.set(name, undefined);
  }

  private propertied(tag: Token | undefined, anchor: Token | undefined, ...where: [boolean, boolean]): Node {
    if (tag) return this.tagged(tag, ...where);
    const isEmpty = anchor && !this.is('scalar') && !this.beginsCollection(...where);
    return isEmpty ? this.empty(anchor.end) : this.untagged(...where);
  }

  private tagged(tag: Token, isBlock: boolean, mayBeIndentless: boolean): Node {
    const type = typeOfTag(tag.text as string);
    const unusable = new YamlFailure(`The tag '${shortened(tag.text ?? '')}' cannot be used here.`, tag.start);
    if (type === undefined) throw unusable;
    const isScalar = !this.beginsCollection(isBlock, mayBeIndentless);
    if (isScalar) {
      const token = this.takeIf('scalar');
      const value = taggedScalar(type, token?.text ?? '');
      if (value === WRONG) throw unusable;
      return scalar(token ?? { ...tag, text: '' }, value, tag.start);
    }
    const node = this.untagged(isBlock, mayBeIndentless);
    const wanted = node.kind === 'mapping' ? 'map' : 'seq';
    if (type !== '!' && type !== wanted) throw unusable;
    return node;
  }

  private beginsCollection(isBlock: boolean, mayBeIndentless: boolean): boolean {
    if (mayBeIndentless && this.is('-')) return true;
    return this.is('[', '{') || (isBlock && this.is('block sequence', 'block mapping'));
  }

  private untagged(isBlock: boolean, mayBeIndentless: boolean): Node {
    if (this.is('scalar')) return this.scalar(this.take());
    if (this.is('[')) return this.flowSequence();
    if (this.is('{')) return this.flowMapping();
    if (mayBeIndentless && this.is('-')) return this.indentlessSequence();
    if (isBlock && this.is('block sequence')) return this.blockSequence();
    if (isBlock && this.is('block mapping')) return this.blockMapping();
    throw this.unexpected('a value');
  }

  private scalar(token: Token): ScalarNode {
    if (token.style !== 'plain') return scalar(token, token.text as string);
    return scalar(token, resolveScalar(token.text as string));
  }

  private empty(offset: number): ScalarNode {
    return scalar({ kind: 'scalar', start: offset, end: offset, text: '' }, null);
  }

  private blockSequence(): SequenceNode {
    const { start } = this.take();
    const items = this.dashes('-', 'block end');
    const { start: end } = this.expect('block end', "'-' or the end of the list");
    return { kind: 'sequence', start, end: items.at(-1)?.end ?? end, items };
  }

  private indentlessSequence(): SequenceNode {
    const { start } = this.token;
    const items = this.dashes('-', 'key', 'value', 'block end');
    return { kind: 'sequence', start, end: items.at(-1)?.end ?? start, items };
  }

  /** Entries that begin with `-`; one of them is empty where another token of `followers` comes next. */
  private dashes(...followers: TokenKind[]): Node[] {
    const items: Node[] = [];
    while (this.is('-')) {
      const { end } = this.take();
      items.push(this.is(...followers) ? this.empty(end) : asValue(this.node(true, false)));
    }
    return items;
  }

  private blockMapping(): MappingNode {
    const { start } = this.take();
    const pairs: Pair[] = [];
    while (this.is('key')) {
      const key = this.blockMember();
      const value = this.is('value') ? this.blockMember() : this.empty(this.token.start);
      pairs.push({ key, value });
    }
    this.expect('block end', 'a key or the end of the mapping');
    return composeMapping(pairs, start, pairs.at(-1)?.value.end ?? start, false, this.findings);
  }

  private blockMember(): Node {
    const { end } = this.take();
    return this.is('key', 'value', 'block end') ? this.empty(end) : this.node(true, true);
  }

  private flowSequence(): SequenceNode {
    const { start } = this.take();
    const items: Node[] = [];
    while (!this.is(']')) {
      if (items.length > 0) this.expect(',', "',' or ']'");
      if (this.is(']')) break;
      items.push(this.is('key') ? this.singlePair() : asValue(this.node(false, false)));
    }
    return { kind: 'sequence', start, end: this.take().end, items };
  }

  private singlePair(): MappingNode {
    const { start } = this.token;
    const key = this.flowMember(']');
    const value = this.is('value') ? this.flowMember(']') : this.empty(this.token.start);
    return composeMapping([{ key, value }], start, value.end, true, this.findings);
  }

  private flowMapping(): MappingNode {
    const { start } = this.take();
    const pairs: Pair[] = [];
    while (!this.is('}')) {
      if (pairs.length > 0) this.expect(',', "',' or '}'");
      if (this.is('}')) break;
      const isMarked = this.is('key');
      const key = isMarked ? this.flowMember('}') : this.node(false, false);
      const value = isMarked && this.is('value') ? this.flowMember('}') : this.empty(key.end);
      pairs.push({ key, value });
    }
    return composeMapping(pairs, start, this.take().end, true, this.findings);
  }

  private flowMember(close: ']' | '}'): Node {
    const { kind, end } = this.take();
    const isEmpty = this.is(',', close) || (kind === 'key' && this.is('value'));
    return isEmpty ? this.empty(end) : this.node(false, false);
  }
}

function checkDirective(token: Token): void {
  const isKnown = /^%(?:YAML +1\.\d+ *(?:#.*)?|TAG +\S+ +\S+ *(?:#.*)?|(?!(?:YAML|TAG)(?![\w-]))[\w-]+(?: .*)?)$/.test(
    token.text as string,
  );
  if (!isKnown) throw new YamlFailure('This line begins with % and is not a directive of YAML 1.1.', token.start);
}

function scalar(
  token: Token,
  value: ScalarNode['value'] | typeof DATE | typeof WRONG,
  start = token.start,
): ScalarNode {
  const text = token.text as string;
  const style = (token.style ?? 'plain') as ScalarStyle;
  if (value === DATE)
    return { kind: 'scalar', start, end: token.end, text, style, value: text, isDate: true, isWrong: false };
  const isWrong = value === WRONG;
  return { kind: 'scalar', start, end: token.end, text, style, value: isWrong ? text : value, isDate: false, isWrong };
}
