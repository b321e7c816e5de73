import type { Lines } from '../base/yaml/Lines.ts';
import type { MappingNode, Node } from '../base/yaml/Node.ts';
import type { Member } from './Place.ts';

/** Cuts members out of a document, each as a text that is a definition by itself. */
export class Cutter {
  constructor(
    private readonly text: string,
    private readonly lines: Lines,
  ) {}

  /** One member, with the comments directly above it and no more indentation than necessary. */
  cut(member: Member, siblings: MappingNode, version: string): string {
    const body = this.body(member, siblings);
    return `version: ${version}\n\n${body}${body.endsWith('\n') ? '' : '\n'}`;
  }

  /** A node as it was written. */
  written({ start, end }: Node): string {
    return this.text.slice(start, end);
  }

  private body(member: Member, siblings: MappingNode): string {
    const key = member.key.node;
    const value = member.value.node;
    if (siblings.isFlow) return `${this.written(key)}: ${this.written(value)}`;
    if (this.columnOf(key) === this.indentOf(key)) return this.lineBody(key, value, siblings);
    // `? key` and `: value` on lines of their own.
    return `${this.written(key)}:\n${' '.repeat(this.columnOf(value))}${this.written(value)}`;
  }

  private lineBody(key: Node, value: Node, siblings: MappingNode): string {
    const ends = siblings.entries.map((entry) => entry.value.end).filter((end) => end <= key.start);
    const from = this.aboveComments(key, Math.max(0, ...ends));
    const indent = this.columnOf(key);
    // Lines with fewer spaces are within quotes or brackets, where indentation means nothing.
    const lines = this.text.slice(from, this.behind(value.end, indent));
    return indent === 0 ? lines : lines.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
  }

  private lineStart(offset: number): number {
    return this.lines.startOf(this.lines.positionOf(offset).line);
  }

  private columnOf({ start }: Node): number {
    return start - this.lineStart(start);
  }

  private indentOf({ start }: Node): number {
    const line = this.lineStart(start);
    return /^ */.exec(this.text.slice(line, start))?.[0].length ?? 0;
  }

  /** Comments as deep as a key, directly above it, belong to it. */
  private aboveComments(key: Node, least: number): number {
    const comment = new RegExp(`^ {${this.columnOf(key)}}#`);
    let from = this.lineStart(key.start);
    for (let line = this.lines.positionOf(from).line - 1; line >= 1; line--) {
      const start = this.lines.startOf(line);
      if (start < least || !comment.test(this.text.slice(start, from))) break;
      from = start;
    }
    return from;
  }

  /** The end of a line, with the empty lines and the deeper comments that follow it. */
  private behind(offset: number, indent: number): number {
    const rest = new RegExp(`[^\\n]*(?:\\n|$)(?: *(?:\\n|$)| {${indent + 1},}#[^\\n]*(?:\\n|$))*`, 'y');
    rest.lastIndex = offset;
    return offset + (rest.exec(this.text)?.[0].length ?? 0);
  }
}
