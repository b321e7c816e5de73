import { LimitError } from '../../base/errors.ts';
import { Float, floatText } from '../../base/json.ts';
import type { Steps } from '../Limits.ts';
import { dictEntries, isDictionary } from './dictionaries.ts';
import { bitLength } from './numbers.ts';
import { Opaque } from './Opaque.ts';

/** A value as it appears in mixed text: Python's `str`. `limit` is the number of characters it may have. */
export function pythonText(value: unknown, limit = Number.POSITIVE_INFINITY, steps?: Steps): string {
  if (typeof value === 'string') return value;
  const writer = new Writer(limit, steps);
  return value instanceof Opaque ? value.text((item) => writer.repr(item)) : writer.repr(value);
}

/** A value as Python's `repr` shows it: `[1, 'a', None]`. */
export function pythonRepr(value: unknown, limit = Number.POSITIVE_INFINITY, steps?: Steps): string {
  return new Writer(limit, steps).repr(value);
}

/** What writing one value costs, measured in the budget's steps. */
const VALUE_STEPS = 8;

/** Counts what it writes, because a value that shares its parts may be far longer as text than in memory. */
class Writer {
  private written = 0;

  constructor(
    private readonly limit: number,
    private readonly steps: Steps | undefined,
  ) {}

  repr(value: unknown): string {
    this.steps?.step(VALUE_STEPS);
    if (Array.isArray(value)) return this.joined('[', value, (item) => this.repr(item), ']');
    if (value instanceof Opaque) return value.repr((item) => this.repr(item));
    if (isDictionary(value)) {
      return this.joined('{', dictEntries(value), ([key, member]) => `${this.repr(key)}: ${this.repr(member)}`, '}');
    }
    if (typeof value === 'bigint') this.steps?.step(bitLength(value) >> 1);
    return this.count(scalarRepr(value));
  }

  private joined<T>(open: string, items: Iterable<T>, write: (item: T) => string, close: string): string {
    const parts: string[] = [];
    for (const item of items) parts.push(this.count(', ') && write(item));
    return open + parts.join(', ') + close;
  }

  private count(text: string): string {
    this.written += text.length;
    if (this.written > this.limit) {
      throw new LimitError('A text in an expression', this.limit, this.written, 'characters');
    }
    return text;
  }
}

function scalarRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quote(value);
  if (value instanceof Float) return floatRepr(value.value);
  if (typeof value === 'number' && !Number.isInteger(value)) return floatRepr(value);
  return String(value);
}

/** As Python prints a float: the shortest digits that read back the same. JSON spells what is not finite another way. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return floatText(value);
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const UNPRINTABLE = /\\|\p{C}|(?! )\p{Z}/gu;

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(UNPRINTABLE, escaped);
  return mark + (mark === "'" ? inner.replaceAll("'", "\\'") : inner) + mark;
}

function escaped(character: string): string {
  const named = NAMED[character];
  if (named) return named;
  const code = character.codePointAt(0) as number;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
