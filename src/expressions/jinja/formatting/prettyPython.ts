import { LimitError } from '../../../base/errors.ts';
import { Failure } from '../../Failure.ts';
import { compare } from '../../values/compare.ts';
import { dictEntries, isDictionary } from '../../values/dictionaries.ts';
import { pythonRepr } from '../../values/pythonText.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

const WIDTH = 80;

/** As Python's `pprint`: on one line where it fits, else one item a line; keys in order. */
export function prettyPython(thing: Thing, limit: number): string {
  return new Printer(limit).print(thing, 0, 0);
}

class Printer {
  private written = 0;

  /** Parts are written again for each level they are in, so more is allowed on the way than in the end. */
  constructor(private readonly limit: number) {}

  /** `indent`: where the thing begins. `allowance`: what will follow it on its last line. */
  print(thing: Thing, indent: number, allowance: number): string {
    const line = this.line(thing);
    if (line.length <= WIDTH - indent - allowance) return line;
    const items = thing instanceof Tuple ? thing.items : isList(thing) ? thing : undefined;
    if (items && items.length > 0) return this.sequence(thing instanceof Tuple, items, indent, allowance);
    if (isDictionary(thing)) return this.dictionary([...dictEntries(thing)] as [Thing, Thing][], indent, allowance);
    return typeof thing === 'string' ? this.text(thing, indent, allowance, indent === 0) : line;
  }

  private line(thing: Thing): string {
    if (isList(thing)) return `[${thing.map((item) => this.line(item)).join(', ')}]`;
    if (thing instanceof Tuple) return thing.repr((item) => this.line(item as Thing));
    if (!isDictionary(thing)) return this.count(pythonRepr(thing, this.limit));
    const members = this.sorted([...dictEntries(thing)] as [Thing, Thing][]);
    return `{${members.map(([key, value]) => `${this.line(key)}: ${this.line(value)}`).join(', ')}}`;
  }

  private count(text: string): string {
    this.written += text.length + 2;
    if (this.written > this.limit * 8) {
      throw new LimitError('A text in an expression', this.limit, this.written, 'characters');
    }
    return text;
  }

  private sequence(isTuple: boolean, items: readonly Thing[], indent: number, allowance: number): string {
    const close = isTuple ? (items.length === 1 ? ',)' : ')') : ']';
    const lines = items.map((item, index) => {
      const after = index === items.length - 1 ? allowance + close.length : 1;
      return this.print(item, indent + 1, after);
    });
    return `${isTuple ? '(' : '['}${lines.join(`,\n${' '.repeat(indent + 1)}`)}${close}`;
  }

  private dictionary(members: [Thing, Thing][], indent: number, allowance: number): string {
    const lines = this.sorted(members).map(([key, value], index) => {
      const name = `${this.line(key)}: `;
      const after = index === members.length - 1 ? allowance + 1 : 1;
      return name + this.print(value, indent + 1 + name.length, after);
    });
    return `{${lines.join(`,\n${' '.repeat(indent + 1)}`)}}`;
  }

  /** A long text goes over several lines, broken after white space. */
  private text(text: string, indent: number, allowance: number, isOutermost: boolean): string {
    const column = isOutermost ? indent + 1 : indent;
    const after = isOutermost ? allowance + 1 : allowance;
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const parts = lines.flatMap((line, index) =>
      this.textLine(line, WIDTH - column, index === lines.length - 1, after),
    );
    if (parts.length === 1) return parts[0] as string;
    const joined = parts.join(`\n${' '.repeat(column)}`);
    return isOutermost ? `(${joined})` : joined;
  }

  private textLine(line: string, width: number, isLast: boolean, allowance: number): string[] {
    const whole = pythonRepr(line);
    if (whole.length <= width - (isLast ? allowance : 0)) return [whole];
    const words = line.match(/\S*\s*/g)?.filter(Boolean) ?? [];
    const parts: string[] = [];
    let current = '';
    words.forEach((word, index) => {
      const most = width - (isLast && index === words.length - 1 ? allowance : 0);
      if (current !== '' && pythonRepr(current + word).length > most) {
        parts.push(pythonRepr(current));
        current = word;
      } else current += word;
    });
    if (current !== '') parts.push(pythonRepr(current));
    return parts;
  }

  private sorted(members: [Thing, Thing][]): [Thing, Thing][] {
    return members.sort(([a], [b]) => inOrder(textOf(a) ?? a, textOf(b) ?? b));
  }
}

/** Keys that have no order among themselves go by the names of their types. */
function inOrder(left: Thing, right: Thing): number {
  try {
    return compare(left, right);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return compare(typeName(left), typeName(right));
  }
}
