import { keyText } from '../base/json.ts';
import type { Report } from './Report.ts';
import type { Entry, Node, ScalarNode } from './yaml/Node.ts';

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

  error(message: string, hint?: string): void {
    this.report.add('ERROR', this.node.start, this.path, message, hint);
  }

  warn(message: string, hint?: string): void {
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

  private offsetOf(text: string, offset: number): number {
    const written = this.report.slice(this.node.start, this.node.end);
    const line = text.slice(0, offset).split('\n').length - 1;
    const around = text.split('\n')[line]?.trim() ?? '';
    const start = written.indexOf(around);
    if (start < 0 || around === '') return 0;
    const before = text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
    const indent = (text.split('\n')[line] as string).indexOf(around);
    return start + Math.max(offset - before - indent, 0);
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
