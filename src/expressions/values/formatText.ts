import { LimitError } from '../../base/errors.ts';
import { Failure } from '../Failure.ts';
import type { Budget } from '../Limits.ts';
import { onlyAscii } from './characters.ts';
import { formatBySpec } from './formatSpec.ts';
import { numberOf } from './numbers.ts';
import { pythonRepr, pythonText } from './pythonText.ts';

/** What a template can look up. `item` is `value[key]`; attributes are never looked up, they would reach into the machinery. */
export interface FormatSource {
  readonly positional: readonly unknown[];
  readonly named: ReadonlyMap<string, unknown>;
  item(value: unknown, key: string | number): unknown;
  /** What is neither a text nor a number by its own kind of specification; `undefined` where it takes none. */
  formatted(value: unknown, specification: string): string | undefined;
}

/** Python's `str.format`: `{}`, `{0}`, `{name}`, `{0[key]}`, `!r`, `!s` and format specifications. */
export function formatText(template: string, source: FormatSource, budget: Budget): string {
  return new Formatter(source, budget).format(template, 2);
}

class Formatter {
  private automatic = 0;
  private isNumbered: boolean | undefined;
  private written = 0;
  private readonly limit: number;

  constructor(
    private readonly source: FormatSource,
    private readonly budget: Budget,
  ) {
    this.limit = budget.limits.textLength;
  }

  /** Specifications may themselves hold fields, one level deep. */
  format(template: string, depth: number): string {
    if (depth === 0) throw new Failure('The format is nested too deeply');
    let result = '';
    let index = 0;
    while (index < template.length) {
      const character = template[index] as string;
      if ((character === '{' || character === '}') && template[index + 1] === character) {
        result += character;
        index += 2;
      } else if (character === '}') throw new Failure("Single '}' encountered in format string");
      else if (character === '{') {
        const end = endOfField(template, index);
        result += this.count(this.field(template.slice(index + 1, end), depth));
        index = end + 1;
      } else {
        result += character;
        index++;
      }
    }
    return result;
  }

  private field(field: string, depth: number): string {
    const match = /^((?:[^[\]!:{}]|\[[^\]]*\])*)(?:!(.))?(?::([\s\S]*))?$/u.exec(field);
    if (!match) throw new Failure('The format string is not valid');
    const [, path = '', conversion, specification = ''] = match;
    const value = this.lookUp(path);
    const spec = specification.includes('{') ? this.format(specification, depth - 1) : specification;
    if (conversion === undefined) return this.formatted(value, spec);
    if (conversion === 'r') return this.formatted(pythonRepr(value, this.limit), spec);
    if (conversion === 's') return this.formatted(pythonText(value, this.limit), spec);
    if (conversion === 'a') return this.formatted(onlyAscii(pythonRepr(value, this.limit)), spec);
    throw new Failure('The format string has an unknown conversion');
  }

  private formatted(value: unknown, specification: string): string {
    if (specification === '') return pythonText(value, this.limit);
    const number = typeof value === 'string' ? value : numberOf(value);
    if (number !== undefined) return formatBySpec(number, specification, this.budget);
    const own = this.source.formatted(value, specification);
    if (own === undefined) throw new Failure('A value of this kind takes no format specification');
    return own;
  }

  private lookUp(path: string): unknown {
    const name = /^[^.[]*/.exec(path)?.[0] ?? '';
    let value = this.argument(name);
    let rest = path.slice(name.length);
    while (rest !== '') {
      const key = /^\[([^\]]+)\]/.exec(rest);
      if (!key) throw new Failure('Attributes cannot be used in a format string');
      const text = key[1] as string;
      value = this.source.item(value, /^\d+$/.test(text) ? Number(text) : text);
      rest = rest.slice(key[0].length);
    }
    return value;
  }

  private argument(name: string): unknown {
    if (name !== '' && !/^\d+$/.test(name)) return found(this.source.named.get(name));
    const isNumbered = name !== '';
    this.isNumbered ??= isNumbered;
    if (this.isNumbered !== isNumbered) throw new Failure('The format string mixes numbered fields with others');
    return found(this.source.positional[isNumbered ? Number(name) : this.automatic++]);
  }

  private count(text: string): string {
    this.written += text.length;
    if (this.written > this.limit) {
      throw new LimitError('A text in an expression', this.limit, this.written, 'characters');
    }
    return text;
  }
}

function found(value: unknown): unknown {
  if (value === undefined) throw new Failure('The format string names an argument that is not given');
  return value;
}

function endOfField(template: string, start: number): number {
  let depth = 0;
  for (let index = start; index < template.length; index++) {
    if (template[index] === '{') depth++;
    else if (template[index] === '}' && --depth === 0) return index;
  }
  throw new Failure("Expected '}' before end of string");
}
