/** Statements → text. */
import { Failure } from '../../Failure.ts';
import { isTruthy } from '../../values/truth.ts';
import { iterate, lengthOf } from '../runtime/iteration.ts';
import type { Run } from '../runtime/Run.ts';
import type { Body, ForLoop, Statement } from '../syntax/ast.ts';
import { Callable } from '../things/Callable.ts';
import { type Thing, textOf, typeName } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';
import { assign } from './assign.ts';
import { call, evaluate, filterChain, truth } from './expressions.ts';
import { Frame } from './Frame.ts';
import { Loop } from './Loop.ts';
import { makeMacro } from './macros.ts';
import { selfReference } from './selfReference.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

export class Renderer {
  private readonly top = new Frame();

  constructor(private readonly run: Run) {}

  template(body: Body): string {
    this.top.set(
      'self',
      selfReference(body, (block) => this.blockText(block, this.top)),
    );
    return this.text(body, this.top);
  }

  private text(body: Body, frame: Frame): string {
    const out: string[] = [];
    this.execute(body, frame, out);
    return out.join('');
  }

  /** The text of a body as a thing to work on: marked as safe where texts are escaped. */
  private rendered(body: Body, frame: Frame): Thing {
    return this.run.output(this.text(body, frame));
  }

  private execute(body: Body, frame: Frame, out: string[]): void {
    for (const statement of body) this.statement(statement, frame, out);
  }

  private statement(node: Statement, frame: Frame, out: string[]): void {
    const { run } = this;
    run.budget.step(2);
    switch (node.kind) {
      case 'text':
        out.push(run.made(node.text));
        return;
      case 'print':
        return this.print(node, frame, out);
      case 'if':
        return this.execute(
          node.branches.find(({ test }) => truth(run, test, frame))?.body ?? node.otherwise,
          frame,
          out,
        );
      case 'for':
        return this.loop(node, evaluate(run, node.iterable, frame), 0, frame, out);
      case 'set':
        return assign(run, node.target, evaluate(run, node.value, frame), frame);
      case 'setBlock':
        return this.setBlock(node, frame);
      case 'with':
        return this.with(node, frame, out);
      case 'macro':
        return frame.set(node.name, this.macro(node.name, node, frame));
      case 'callBlock':
        return this.callBlock(node, frame, out);
      case 'filterBlock':
        return this.put(this.filtered(node, frame), out);
      case 'autoescape':
        return this.autoescape(node, frame, out);
      case 'block':
        out.push(this.blockText(node, node.isScoped ? frame : this.top));
        return;
      case 'load':
        throw new Failure(`{% ${node.tag} %} has no templates to load`, node.at);
    }
  }

  private print(node: Of<'print'>, frame: Frame, out: string[]): void {
    const value = evaluate(this.run, node.value, frame);
    this.run.at = node.value.at;
    this.put(value, out);
  }

  private put(value: Thing, out: string[]): void {
    const { run } = this;
    out.push(run.made(run.isAutoescaped ? run.escaped(value).value : run.text(value)));
  }

  private loop(node: ForLoop, source: Thing, depth0: number, frame: Frame, out: string[]): void {
    const { run } = this;
    run.at = node.iterable.at;
    const all = iterate(run, source);
    const loop = new Loop(run, {
      items: node.test ? this.chosen(node, all, frame) : all,
      length: node.test ? undefined : lengthOf(source),
      depth0,
      recurse: node.isRecursive ? (items, deeper) => this.loopText(node, items, deeper, frame) : undefined,
    });
    let item = loop.next();
    if (item === undefined) return this.execute(node.otherwise, new Frame(frame), out);
    for (; item !== undefined; item = loop.next()) {
      const inner = new Frame(frame);
      inner.set('loop', loop);
      assign(run, node.target, item, inner);
      this.execute(node.body, inner, out);
    }
  }

  private *chosen(node: ForLoop, items: Iterable<Thing>, frame: Frame): Generator<Thing, void, undefined> {
    for (const item of items) {
      const inner = new Frame(frame);
      assign(this.run, node.target, item, inner);
      if (node.test && truth(this.run, node.test, inner)) yield item;
    }
  }

  private loopText(node: ForLoop, items: Thing, depth0: number, frame: Frame): Thing {
    const out: string[] = [];
    this.loop(node, items, depth0, frame, out);
    return this.run.output(out.join(''));
  }

  private filtered(node: Of<'filterBlock'>, frame: Frame): Thing {
    const value = filterChain(this.run, node.filter, this.rendered(node.body, new Frame(frame)), frame);
    // As Jinja, which puts the parts of a text together without looking at them.
    if (textOf(value) === undefined) throw new Failure(`a filter block has to give text, not ${typeName(value)}`);
    return value;
  }

  private setBlock(node: Of<'setBlock'>, frame: Frame): void {
    const text = this.rendered(node.body, new Frame(frame));
    assign(this.run, node.target, node.filter ? filterChain(this.run, node.filter, text, frame) : text, frame);
  }

  /** All values are evaluated outside, so that none sees another. */
  private with(node: Of<'with'>, frame: Frame, out: string[]): void {
    const values = node.assignments.map(([, value]) => evaluate(this.run, value, frame));
    const inner = new Frame(frame);
    for (const [index, [target]] of node.assignments.entries()) assign(this.run, target, values[index] as Thing, inner);
    this.execute(node.body, inner, out);
  }

  private macro(name: string | null, node: Of<'macro'> | Of<'callBlock'>, outer: Frame): Callable {
    const render = (body: Body, frame: Frame) => this.rendered(body, frame);
    return makeMacro(this.run, { name, signature: node.signature, body: node.body, outer, render });
  }

  private callBlock(node: Of<'callBlock'>, frame: Frame, out: string[]): void {
    if (node.call.kind !== 'call') throw new Failure('expected call', node.at);
    this.put(call(this.run, node.call, frame, ['caller', this.macro(null, node, frame)]), out);
  }

  private autoescape(node: Of<'autoescape'>, frame: Frame, out: string[]): void {
    const before = this.run.isAutoescaped;
    this.run.isAutoescaped = isTruthy(evaluate(this.run, node.value, frame));
    this.execute(node.body, new Frame(frame), out);
    this.run.isAutoescaped = before;
  }

  /** As nothing can be extended, no block has one above it. */
  private blockText(node: Of<'block'>, outer: Frame): string {
    if (node.isRequired) throw new Failure(`Required block '${node.name}' not found`, node.at);
    const frame = new Frame(outer);
    const none = () => new Undefined(`there is no parent block called '${node.name}'.`).fail();
    frame.set('super', new Callable('super', none));
    return this.run.budget.nested(() => this.text(node.body, frame));
  }
}
