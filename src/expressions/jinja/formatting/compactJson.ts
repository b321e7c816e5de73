import { LimitError } from '../../../base/errors.ts';
import { Dict, Float, floatText } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { compare } from '../../values/compare.ts';
import { dictEntries, isDictionary } from '../../values/dictionaries.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

export interface JsonLayout {
  /** What each level is moved in by; on one line without it. */
  readonly indent: string | undefined;
}

/** JSON as Python writes it with sorted keys: `{"a": [1, 2]}`, everything beyond ASCII escaped. */
export function compactJson(thing: Thing, layout: JsonLayout, limit: number): string {
  return new Writer(layout, limit).write(thing, '\n');
}

class Writer {
  private written = 0;

  constructor(
    private readonly layout: JsonLayout,
    private readonly limit: number,
  ) {}

  write(thing: Thing, newline: string): string {
    const text = textOf(thing);
    if (text !== undefined) return this.count(quoted(text));
    const items = thing instanceof Tuple ? thing.items : isList(thing) ? thing : undefined;
    if (items) return this.block('[', ']', newline, (inner) => items.map((item) => this.write(item, inner)));
    if (isDictionary(thing)) {
      const members = sortedMembers([...dictEntries(thing)] as [Thing, Thing][]);
      return this.block('{', '}', newline, (inner) =>
        members.map(([key, value]) => `${this.count(quoted(keyOf(key)))}: ${this.write(value, inner)}`),
      );
    }
    return this.count(scalar(thing));
  }

  private block(open: string, close: string, newline: string, parts: (inner: string) => string[]): string {
    const { indent } = this.layout;
    const inner = indent === undefined ? '' : newline + indent;
    const written = parts(inner === '' ? newline : inner);
    this.count(open + (inner + close).repeat(Math.min(1, written.length)));
    if (written.length === 0) return open + close;
    const separator = indent === undefined ? ', ' : `,${inner}`;
    return `${open}${inner}${written.join(separator)}${indent === undefined ? '' : newline}${close}`;
  }

  private count(text: string): string {
    this.written += text.length + 2;
    if (this.written > this.limit) {
      throw new LimitError('A text in an expression', this.limit, this.written, 'characters');
    }
    return text;
  }
}

function sortedMembers(members: [Thing, Thing][]): [Thing, Thing][] {
  return members.sort(([a], [b]) => compare(textOf(a) ?? a, textOf(b) ?? b));
}

function keyOf(key: Thing): string {
  const text = textOf(key);
  if (text !== undefined) return text;
  if (key instanceof Tuple) throw new Failure('keys must be str, int, float, bool or None, not tuple');
  return scalar(key);
}

function scalar(thing: Thing): string {
  if (thing === null || typeof thing === 'boolean' || typeof thing === 'bigint') return String(thing);
  if (thing instanceof Float) return floatText(thing.value);
  if (typeof thing === 'number') return Number.isInteger(thing) ? String(thing) : floatText(thing);
  throw new Failure(`Object of type ${thing instanceof Dict ? 'dict' : typeName(thing)} is not JSON serializable`);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
