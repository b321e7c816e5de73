import { keyText } from '../base/json.ts';
import type { Entry, Node, ScalarNode } from '../base/yaml/Node.ts';
import type { Hint, Report } from './Report.ts';

/** A node of a definition that knows the way to it, and where to report what is wrong with it. */
export class Place<N extends Node = Node> {
  constructor(
    readonly node: N,
    readonly report: Report,
    /** How its parent names it; the root has neither. */
    readonly step?: string,
    private readonly parent?: Place,
  ) {}

  /** Keys and indices from the root to here. Made when asked for: there are many places, and few problems. */
  get path(): readonly string[] {
    const before = this.parent?.path ?? [];
    return this.step === undefined ? before : [...before, this.step];
  }

  /** How a message names it. */
  get label(): string {
    const isEntry = this.parent?.node.kind === 'sequence';
    return isEntry ? `An entry of '${this.parent?.step}'` : `'${this.step}'`;
  }

  error(message: string, hint?: Hint): void {
    this.report.add('ERROR', this.node.start, this.path, message, hint);
  }

  warn(message: string, hint?: Hint): void {
    this.report.add('WARNING', this.node.start, this.path, message, hint);
  }

  /** Reports something about a character of this text, where it can be found again in the definition. */
  addAt(severity: 'ERROR' | 'WARNING', text: string, offset: number, message: string, hint?: string): void {
    this.report.add(severity, this.node.start + this.offsetOf(text, offset), this.path, message, hint);
  }

  below<M extends Node>(step: string, node: M): Place<M> {
    return new Place(node, this.report, step, this);
  }

  /** The members of a mapping; none of anything else. */
  members(): Member[] {
    if (this.node.kind !== 'mapping') return [];
    return this.node.entries.map((entry) => new Member(this, entry));
  }

  items(): Place[] {
    return this.node.kind === 'sequence' ? this.node.items.map((item, index) => this.below(String(index), item)) : [];
  }

  /** Folding, quotes and indentation move a text: what is looked for is the beginning of its expression. */
  private offsetOf(text: string, offset: number): number {
    const open = Math.max(
      text.lastIndexOf('<%', offset),
      text.lastIndexOf('{{', offset),
      text.lastIndexOf('{%', offset),
      0,
    );
    const start = text.slice(open, Math.max(offset, open + 2));
    const earlier = text.slice(0, open).split(start).length - 1;
    const written = this.report.slice(this.node.start, this.node.end);
    let found = written.indexOf(start);
    for (let count = 0; count < earlier && found >= 0; count++) found = written.indexOf(start, found + 1);
    return found < 0 ? 0 : found + offset - open;
  }
}

/** A key and its value. A key that is no text (`1`, `true`) is named as JSON writes it. */
export class Member {
  readonly name: string;
  readonly value: Place;

  constructor(
    private readonly parent: Place,
    private readonly entry: Entry,
  ) {
    this.name = keyText(entry.key.value);
    this.value = parent.below(this.name, entry.value);
  }

  get isText(): boolean {
    return typeof this.entry.key.value === 'string';
  }

  get key(): Place<ScalarNode> {
    return this.parent.below(this.name, this.entry.key);
  }
}
