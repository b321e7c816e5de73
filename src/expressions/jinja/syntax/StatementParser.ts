/** Tokens → the statements of a template. One method for each tag. */
import type { Body, Expression, FilterUse, Statement, Target } from './ast.ts';
import type { ExpressionParser } from './ExpressionParser.ts';
import type { TokenStream } from './TokenStream.ts';
import { parseName, parseSetTarget, parseSignature, parseTarget } from './targets.ts';

export class StatementParser {
  private readonly stream: TokenStream;
  /** The tags that are open, and what would close each. */
  private readonly open: { tag: string; ends: readonly string[] }[] = [];
  private readonly tags: Readonly<Record<string, (at: number) => Statement>> = {
    for: (at) => this.forLoop(at),
    if: (at) => this.ifElse(at),
    set: (at) => this.set(at),
    with: (at) => this.with(at),
    macro: (at) => this.macro(at),
    call: (at) => this.callBlock(at),
    filter: (at) => this.filterBlock(at),
    autoescape: (at) => ({
      kind: 'autoescape',
      value: this.parser.expression(),
      body: this.closed('autoescape', ['endautoescape']),
      at,
    }),
    block: (at) => this.block(at),
    print: (at) => this.print(at),
    extends: (at) => ({ kind: 'load', tag: 'extends', template: this.parser.expression(), at }),
    include: (at) => this.include(at),
    import: (at) => this.import(at),
    from: (at) => this.from(at),
  };

  constructor(private readonly parser: ExpressionParser) {
    this.stream = parser.stream;
  }

  template(): Body {
    return this.statements([]);
  }

  /** Statements up to a tag that is one of `ends`, which becomes the current token. */
  private statements(ends: readonly string[]): Body {
    const body: Statement[] = [];
    while (this.stream.current.type !== 'end') {
      const { type, value, at } = this.stream.advance();
      if (type === 'data') body.push({ kind: 'text', text: value, at });
      else if (value === '{{') {
        body.push({ kind: 'print', value: this.parser.tuple(), at });
        this.stream.expect('tag', '}}');
      } else {
        if (this.stream.isWord(...ends)) return body;
        body.push(this.stream.nested(() => this.statement(at)));
        this.stream.expect('tag', '%}');
      }
    }
    if (ends.length > 0) this.failOpen();
    return body;
  }

  private statement(at: number): Statement {
    if (this.stream.current.type !== 'name') this.stream.fail('tag name expected');
    const tag = this.stream.current.value;
    const parse = Object.hasOwn(this.tags, tag) ? this.tags[tag] : undefined;
    if (!parse) this.failOpen(tag);
    this.stream.advance();
    return parse(at);
  }

  /** The body of an open tag. A colon may stand before it, as in Python. */
  private body(tag: string, ends: readonly string[]): Body {
    this.stream.skipOperator(':');
    this.stream.expect('tag', '%}');
    this.open.push({ tag, ends });
    const body = this.statements(ends);
    this.open.pop();
    return body;
  }

  /** A body of which the closing word is read, too. */
  private closed(tag: string, ends: readonly string[]): Body {
    const body = this.body(tag, ends);
    this.stream.advance();
    return body;
  }

  private forLoop(at: number): Statement {
    const target = parseTarget(this.parser, () => this.stream.isWord('in'));
    this.stream.expect('name', 'in');
    const iterable = this.parser.tupleWithoutCondition(() => this.stream.isWord('recursive'));
    const test = this.stream.skipWord('if') ? this.parser.expression() : undefined;
    const isRecursive = this.stream.skipWord('recursive');
    const body = this.body('for', ['endfor', 'else']);
    const otherwise = this.stream.advance().value === 'else' ? this.closed('for', ['endfor']) : [];
    return { kind: 'for', target, iterable, test, isRecursive, body, otherwise, at };
  }

  private ifElse(at: number): Statement {
    const branches: { test: Expression; body: Body }[] = [];
    for (;;) {
      const test = this.parser.tupleWithoutCondition();
      branches.push({ test, body: this.body('if', ['elif', 'else', 'endif']) });
      const word = this.stream.advance().value;
      if (word === 'elif') continue;
      const otherwise = word === 'else' ? this.closed('if', ['endif']) : [];
      return { kind: 'if', branches, otherwise, at };
    }
  }

  private set(at: number): Statement {
    const target = parseSetTarget(this.parser);
    if (this.stream.skipOperator('=')) return { kind: 'set', target, value: this.parser.tuple(), at };
    let filter: FilterUse | undefined;
    while (this.stream.skipOperator('|')) filter = this.parser.filter(filter);
    return { kind: 'setBlock', target, filter, body: this.closed('set', ['endset']), at };
  }

  private with(at: number): Statement {
    const assignments: (readonly [Target, Expression])[] = [];
    while (!this.stream.isTag('%}')) {
      if (assignments.length > 0) this.stream.expect('operator', ',');
      const target = parseTarget(this.parser, () => this.stream.isOperator('='));
      this.stream.expect('operator', '=');
      assignments.push([target, this.parser.expression()]);
    }
    return { kind: 'with', assignments, body: this.closed('with', ['endwith']), at };
  }

  private macro(at: number): Statement {
    const name = parseName(this.parser);
    const signature = parseSignature(this.parser);
    return { kind: 'macro', name, signature, body: this.closed('macro', ['endmacro']), at };
  }

  private callBlock(at: number): Statement {
    const hasSignature = this.stream.isOperator('(');
    const signature = hasSignature ? parseSignature(this.parser) : { parameters: [], defaults: [] };
    const call = this.parser.expression();
    if (call.kind !== 'call') this.stream.fail('expected call', at);
    return { kind: 'callBlock', call, signature, body: this.closed('call', ['endcall']), at };
  }

  private filterBlock(at: number): Statement {
    let filter = this.parser.filter();
    while (this.stream.skipOperator('|')) filter = this.parser.filter(filter);
    return { kind: 'filterBlock', filter, body: this.closed('filter', ['endfilter']), at };
  }

  private block(at: number): Statement {
    const name = this.stream.expect('name').value;
    const isScoped = this.stream.skipWord('scoped');
    const isRequired = this.stream.skipWord('required');
    const body = this.closed('block', ['endblock']);
    if (isRequired && body.some((part) => part.kind !== 'text' || part.text.trim() !== '')) {
      this.stream.fail('Required blocks can only contain comments or whitespace', at);
    }
    this.stream.skipWord(name);
    return { kind: 'block', name, isScoped, isRequired, body, at };
  }

  private print(at: number): Statement {
    const values: Expression[] = [];
    while (!this.stream.isTag('%}')) {
      if (values.length > 0) this.stream.expect('operator', ',');
      values.push(this.parser.expression());
    }
    return { kind: 'print', value: { kind: 'concat', items: values, at }, at };
  }

  private include(at: number): Statement {
    const template = this.parser.expression();
    if (this.stream.isWord('ignore') && this.stream.next.value === 'missing') {
      this.stream.advance();
      this.stream.advance();
    }
    this.skipContext();
    return { kind: 'load', tag: 'include', template, at };
  }

  private import(at: number): Statement {
    const template = this.parser.expression();
    this.stream.expect('name', 'as');
    parseName(this.parser);
    this.skipContext();
    return { kind: 'load', tag: 'import', template, at };
  }

  private from(at: number): Statement {
    const template = this.parser.expression();
    this.stream.expect('name', 'import');
    do {
      if (this.skipContext()) break;
      const name = parseName(this.parser);
      if (name.startsWith('_')) this.stream.fail('names starting with an underline can not be imported');
      if (this.stream.skipWord('as')) parseName(this.parser);
      if (this.skipContext()) break;
    } while (this.stream.skipOperator(','));
    return { kind: 'load', tag: 'from', template, at };
  }

  /** `with context`, `without context`: nothing can be loaded, so it makes no difference. */
  private skipContext(): boolean {
    if (!this.stream.isWord('with', 'without') || this.stream.next.value !== 'context') return false;
    this.stream.advance();
    this.stream.advance();
    return true;
  }

  private failOpen(unknown?: string): never {
    const innermost = this.open.at(-1);
    const messages = [unknown === undefined ? 'Unexpected end of template.' : `Encountered unknown tag '${unknown}'.`];
    if (innermost) {
      const looking = innermost.ends.map((end) => `'${end}'`).join(' or ');
      messages.push(`Jinja was looking for the following tags: ${looking}.`);
      messages.push(`The innermost block that needs to be closed is '${innermost.tag}'.`);
    }
    return this.stream.fail(messages.join(' '));
  }
}
