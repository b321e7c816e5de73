import { LimitError } from '../../base/errors.ts';
import { Float, type Value } from '../../base/json.ts';
import { compare } from '../values/compare.ts';
import { dictEntries, dictSize, isDictionary } from '../values/dictionaries.ts';
import { floatRepr } from '../values/pythonText.ts';
import { yamlText } from './yamlText.ts';

/** Block-style YAML with sorted keys: what Mistral's `yaml_dump` gives. A scalar alone ends with `...`. */
export function yamlDump(value: Value, limit: number): string {
  const writer = new YamlWriter(limit);
  if (isBlock(value)) return writer.block(value, 0).join('');
  const { text, isOpen } = writer.scalar(value, 0, 2);
  return isOpen ? `${text}\n...\n` : `${text}\n`;
}

function isBlock(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : isDictionary(value) && dictSize(value) > 0;
}

class YamlWriter {
  private written = 0;

  constructor(private readonly limit: number) {}

  /** The lines of a collection, each with its end. */
  block(value: Value, indent: number): string[] {
    if (Array.isArray(value)) return (value as readonly Value[]).flatMap((item) => this.item(item, indent));
    if (!isDictionary(value)) return [];
    return sorted([...dictEntries(value)]).flatMap(([key, member]) => this.member(key, member, indent));
  }

  private item(item: Value, indent: number): string[] {
    const pad = ' '.repeat(indent);
    if (!isBlock(item)) return [this.count(`${pad}- ${this.scalar(item, indent + 2, indent + 2).text}\n`)];
    const [first = '', ...rest] = this.block(item, indent + 2);
    return [this.count(`${pad}- ${first.slice(indent + 2)}`), ...rest];
  }

  private member(key: Value, member: Value, indent: number): string[] {
    const pad = ' '.repeat(indent);
    const isLong = isComplexKey(key);
    const name = isLong ? this.scalar(key, indent + 2, indent + 2).text : this.scalar(key, indent, indent, true).text;
    const head = isLong ? `${pad}? ${name}\n${pad}: ` : `${pad}${name}: `;
    if (!isBlock(member)) {
      const column = isLong ? indent + 2 : head.length;
      return [this.count(`${head}${this.scalar(member, column, indent + 2).text}\n`)];
    }
    if (isLong) {
      const [first = '', ...rest] = this.block(member, indent + 2);
      return [this.count(`${head}${first.slice(indent + 2)}`), ...rest];
    }
    // As PyYAML, a list in a dictionary is not indented further.
    const lines = this.block(member, Array.isArray(member) ? indent : indent + 2);
    return [this.count(`${head.trimEnd()}\n`), ...lines];
  }

  /** `isOpen`: a plain scalar, which as a document needs an end mark. */
  scalar(value: Value, column: number, indent: number, isKey = false): { text: string; isOpen: boolean } {
    if (typeof value === 'string') return yamlText(value, column, indent, isKey);
    if (Array.isArray(value)) return { text: '[]', isOpen: false };
    if (isDictionary(value)) return { text: '{}', isOpen: false };
    return { text: word(value), isOpen: true };
  }

  private count(text: string): string {
    this.written += text.length;
    if (this.written > this.limit) {
      throw new LimitError('A text in an expression', this.limit, this.written, 'characters');
    }
    return text;
  }
}

/** PyYAML's limit of 128 counts the tag of a text, `!!str`, which it does not write. */
const LONGEST_KEY = 122;

/** A key that is long, empty or of several lines cannot stand before a colon. */
function isComplexKey(key: Value): boolean {
  if (typeof key !== 'string') return false;
  return key === '' || key.length > LONGEST_KEY || /[\n\u0085\u2028\u2029]/.test(key);
}

function word(value: unknown): string {
  if (!(value instanceof Float) && !(typeof value === 'number' && !Number.isInteger(value))) return String(value);
  const float = value instanceof Float ? value.value : value;
  if (!Number.isFinite(float)) return Number.isNaN(float) ? '.nan' : float > 0 ? '.inf' : '-.inf';
  const text = floatRepr(float);
  // YAML 1.1 knows a float by its point.
  return text.includes('.') ? text : text.replace('e', '.0e');
}

function sorted(entries: [Value, Value][]): [Value, Value][] {
  try {
    return entries.sort(([a], [b]) => compare(a, b));
  } catch {
    return entries;
  }
}
