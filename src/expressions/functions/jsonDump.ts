import { LimitError } from '../../base/errors.ts';
import { Float, floatText, keyText, type Value } from '../../base/json.ts';
import { dictEntries, isDictionary } from '../values/dictionaries.ts';

/** JSON over many lines with four spaces a level, everything beyond ASCII escaped: what Mistral's `json_dump` gives. */
export function jsonDump(value: Value, limit: number): string {
  return new JsonWriter(limit).write(value, '');
}

class JsonWriter {
  private written = 0;

  constructor(private readonly limit: number) {}

  write(value: Value, indent: string): string {
    if (Array.isArray(value)) {
      return this.lines('[', value as readonly Value[], (item, deeper) => this.write(item, deeper), ']', indent);
    }
    if (isDictionary(value)) {
      const member = ([key, item]: [Value, Value], deeper: string) =>
        `${ascii(scalarKey(key))}: ${this.write(item, deeper)}`;
      return this.lines('{', [...dictEntries(value)], member, '}', indent);
    }
    return this.count(scalar(value));
  }

  private lines<T>(
    open: string,
    items: readonly T[],
    write: (item: T, indent: string) => string,
    close: string,
    indent: string,
  ): string {
    if (items.length === 0) return this.count(open + close);
    const deeper = `${indent}    `;
    const lines = items.map((item) => this.count(`\n${deeper}`) + write(item, deeper));
    return `${open}${lines.join(',')}\n${indent}${close}`;
  }

  private count(text: string): string {
    this.written += text.length;
    if (this.written > this.limit) {
      throw new LimitError('A text in an expression', this.limit, this.written, 'characters');
    }
    return text;
  }
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return ascii(value);
  if (value instanceof Float) return floatText(value.value);
  if (typeof value === 'number' && !Number.isInteger(value)) return floatText(value);
  return String(value);
}

/** Python spells keys that are no text as JSON would: `1`, `null`, `true`. */
function scalarKey(key: Value): string {
  return typeof key === 'string' ? key : keyText(key);
}

function ascii(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) =>
    unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
