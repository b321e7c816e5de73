/**
 * JSON without loss, and the values that expressions, inputs and results are made of.
 *
 * A workflow's numbers and key order are visible to its users: `{"b": 1, "a": 2.0}` has to come back as it came. JavaScript
 * cannot tell `2.0` from `2`, loses integers beyond 2^53 and moves keys that look like integers to the front. So:
 *
 *   an integer        number, or bigint when it is not a safe integer
 *   a fraction        number when it is not integral, else `Float` (2.0, 1e300, Infinity)
 *   a dictionary      plain object; `Dict` when it has keys that are not strings, or that look like integers
 *
 * Plain text without such specialities goes through the native parser and serialiser.
 */

declare global {
  interface JSON {
    /** A value that `JSON.stringify` writes as the given text (ECMAScript proposal "JSON.parse source text access"). */
    rawJSON(text: string): unknown;
  }
}

/** Anything a workflow can hold. */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Float
  | readonly Value[]
  | { readonly [key: string]: Value }
  | Dict;

/** A floating-point number whose value happens to be integral or not finite, so that a plain number would lose that it is one. */
export class Float {
  constructor(readonly value: number) {}

  /** The same value as a plain number where that is not integral, as a `Float` elsewhere. */
  static of(value: number): number | Float {
    return Number.isFinite(value) && !Number.isInteger(value) ? value : new Float(value);
  }

  toJSON(): unknown {
    // Python's `NaN` and `Infinity` are no JSON of the native kind.
    if (!Number.isFinite(this.value)) throw new NotPlain();
    return JSON.rawJSON(floatText(this.value));
  }
}

/** A dictionary that keeps keys of any kind, in the order they came. */
export class Dict extends Map<Value, Value> {
  /** `JSON.stringify` would write `{}`: serialisers take the slow road instead. */
  toJSON(): never {
    throw new NotPlain();
  }
}

class NotPlain extends Error {}

/** Text that the native parser would change: `2.0`, `1e3`, a long number, a key that looks like an integer, Python's words. */
const SPECIAL = /(?:^|[[:,\s])-?(?:\d{16}|\d+\.(?:0+(?!\d)|\d{16})|\d+(?:\.\d+)?[eE]|Infinity|NaN)|"\d+"\s*:/;

/** Parses JSON text (RFC 8259, and Python's `NaN`, `Infinity`); throws `SyntaxError`. */
export function parseJson(text: string): Value {
  return SPECIAL.test(text) ? new Parser(text).parse() : (JSON.parse(text) as Value);
}

/** The JSON text of a value. `undefined` members of objects are left out, as the native serialiser does. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof NotPlain || (error instanceof TypeError && /BigInt/.test(error.message))) return write(value);
    throw error;
  }
}

/** A floating-point number the way Python and the JSON it writes show it: always with a point or an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) return exponentText(value);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function exponentText(value: number): string {
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${digits}e${sign}${exponent.slice(1).padStart(2, '0')}`;
}

function write(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Dict) {
    const members = Array.from(value, ([key, member]) => `${JSON.stringify(keyText(key))}:${write(member)}`);
    return `{${members.join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const plain = 'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as unknown) : value;
    if (plain === null || typeof plain !== 'object' || plain !== value) return write(plain);
    const members = Object.entries(plain).filter(([, member]) => member !== undefined);
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** A key as JSON can hold it: Python's `json` spells keys that are not strings as JSON text. */
export function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  return write(key);
}

/** Sets a member of a plain object as its own, also when its name is `__proto__`. */
export function setOwn<T>(object: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}

/** A key that JavaScript would move to the front of an object. */
export function looksLikeIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(key);
}

/** Recursive descent over the text, for what the native parser cannot keep. Depth is limited, because the stack is. */
class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  parse(): Value {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail();
    return value;
  }

  private value(): Value {
    this.space();
    const character = this.text[this.at];
    if (character === '{') return this.nested(() => this.object());
    if (character === '[') return this.nested(() => this.array());
    if (character === '"') return this.string();
    return this.word();
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > 2000) throw new SyntaxError('JSON is nested too deeply');
    this.at++;
    const value = parse();
    this.depth--;
    return value;
  }

  private object(): Value {
    const entries: [string, Value][] = [];
    let isPlain = true;
    this.space();
    if (this.take('}')) return {};
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail();
      const key = this.string();
      this.space();
      if (!this.take(':')) this.fail();
      if (looksLikeIndex(key)) isPlain = false;
      entries.push([key, this.value()]);
      this.space();
    } while (this.take(','));
    if (!this.take('}')) this.fail();
    if (!isPlain) return new Dict(entries);
    const object: Record<string, Value> = {};
    for (const [key, value] of entries) setOwn(object, key, value);
    return object;
  }

  private array(): Value[] {
    const items: Value[] = [];
    this.space();
    if (this.take(']')) return items;
    do {
      items.push(this.value());
      this.space();
    } while (this.take(','));
    if (!this.take(']')) this.fail();
    return items;
  }

  private string(): string {
    const pattern = /"(?:[^"\\]|\\.)*"/suy;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) this.fail();
    this.at = pattern.lastIndex;
    return JSON.parse(match[0]) as string;
  }

  private word(): Value {
    const pattern = /true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) this.fail();
    this.at = pattern.lastIndex;
    const [word, fraction, exponent] = match;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (fraction !== undefined || exponent !== undefined || /[NI]/.test(word)) return Float.of(Number(word));
    const number = Number(word);
    return Number.isSafeInteger(number) ? number + 0 : BigInt(word);
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private fail(): never {
    throw new SyntaxError(`Unexpected ${this.text[this.at] ?? 'end'} in JSON at position ${this.at}`);
  }
}
