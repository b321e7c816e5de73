/** `'{0} {name.attribute[key]!r:>5}'.format(...)`, with the sandbox's rules for what a field may reach. */
import { Failure } from '../../Failure.ts';
import { onlyAscii } from '../../values/characters.ts';
import { pythonRepr } from '../../values/pythonText.ts';
import type { Arguments } from '../runtime/Arguments.ts';
import { attributeOf, itemOf } from '../runtime/access.ts';
import type { Run } from '../runtime/Run.ts';
import type { Thing } from '../things/Thing.ts';
import { formatThing } from './formatThing.ts';

/** `isMarked`: the text is HTML, so what is put in is escaped. */
export function formatFields(run: Run, text: string, given: Arguments, isMarked: boolean): string {
  return new FieldFormat(run, given, isMarked).format(text, 2);
}

class FieldFormat {
  private next = 0;
  private isNumbered: boolean | undefined;

  constructor(
    private readonly run: Run,
    private readonly given: Arguments,
    private readonly isMarked: boolean,
  ) {}

  /** `levels`: a specification may itself have fields, but no deeper. */
  format(text: string, levels: number): string {
    if (levels === 0) throw new Failure('Max string recursion exceeded');
    let result = '';
    for (let at = 0; at < text.length; ) {
      const character = text[at] as string;
      if ((character === '{' || character === '}') && text[at + 1] === character) {
        result += character;
        at += 2;
      } else if (character === '}') throw new Failure("Single '}' encountered in format string");
      else if (character !== '{') {
        result += character;
        at++;
      } else {
        const end = closing(text, at);
        result += this.field(text.slice(at + 1, end), levels);
        at = end + 1;
      }
    }
    return result;
  }

  private field(field: string, levels: number): string {
    const match = /^((?:\[[^\]]*\]?|[^[!:])*)(?:!([^:]*))?(?::([^]*))?$/.exec(field);
    if (!match) throw new Failure("expected ':' after conversion specifier");
    const [, name = '', conversion, spec = ''] = match;
    const value = this.converted(this.value(name), conversion);
    const formatted = formatThing(this.run, value, spec.includes('{') ? this.format(spec, levels - 1) : spec);
    return this.isMarked && typeof value !== 'object' ? this.run.escaped(formatted).value : formatted;
  }

  private value(name: string): Thing {
    const [, first = '', rest = ''] = /^([^.[]*)([^]*)$/.exec(name) ?? [];
    let value = this.first(first);
    for (const [part, attribute, index] of rest.matchAll(/\.([^.[]+)|\[([^\]]+)\]|[^]/g)) {
      if (attribute !== undefined) value = attributeOf(this.run, value, attribute);
      else if (index === undefined)
        throw new Failure(`Only '.' or '[' may follow ']' in format field specifier: ${part}`);
      else value = itemOf(this.run, value, /^\d+$/.test(index) ? Number(index) : index);
    }
    return value;
  }

  private first(name: string): Thing {
    if (name !== '' && !/^\d+$/.test(name)) {
      const value = this.given.keywords.get(name);
      if (value === undefined) throw new Failure('the format names something that is not given');
      return value;
    }
    const isNumbered = name !== '';
    if (this.isNumbered !== undefined && this.isNumbered !== isNumbered) {
      throw new Failure('cannot switch between automatic field numbering and manual field specification');
    }
    this.isNumbered = isNumbered;
    const index = isNumbered ? Number(name) : this.next++;
    const value = this.given.positional[index];
    if (value === undefined) throw new Failure(`Replacement index ${index} out of range for positional args tuple`);
    return value;
  }

  private converted(value: Thing, conversion: string | undefined): Thing {
    if (conversion === undefined) return value;
    if (conversion === 's') return this.run.text(value);
    if (conversion !== 'r' && conversion !== 'a') throw new Failure('Unknown conversion specifier');
    const text = pythonRepr(this.run.copies.settled(value), this.run.budget.limits.textLength);
    return conversion === 'a' ? onlyAscii(text) : text;
  }
}

/** Where the brace that opens at `start` closes, nested ones counted. */
function closing(text: string, start: number): number {
  let depth = 0;
  let isIndex = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '[') isIndex = true;
    else if (character === ']') isIndex = false;
    if (isIndex) continue;
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  throw new Failure(
    start === text.length - 1 ? "Single '{' encountered in format string" : "expected '}' before end of string",
  );
}
