/** `'%05.2f %(name)s' % …`, Python's older way to format. */
import { Failure } from '../../Failure.ts';
import { lengthOfText, onlyAscii, partOfText } from '../../values/characters.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { exponential, fixed, general } from '../../values/floats.ts';
import { isInteger, type Numeric, numberOf, toFloat, truncate } from '../../values/numbers.ts';
import { pythonRepr } from '../../values/pythonText.ts';
import { memberOf } from '../runtime/keys.ts';
import type { Run } from '../runtime/Run.ts';
import { escapeHtml } from '../things/Markup.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';

const FIELD = /%(?:\(([^()]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([^]?)/g;

interface Field {
  flags: string;
  width: number;
  precision: number | undefined;
  kind: string;
}

/** `isMarked`: the text is HTML, so what is put in is escaped. */
export function formatPercent(run: Run, text: string, given: Thing, isMarked: boolean): string {
  return new PercentFormat(run, given, isMarked).format(text);
}

class PercentFormat {
  private readonly queue: readonly Thing[];
  private used = 0;

  constructor(
    private readonly run: Run,
    private readonly given: Thing,
    private readonly isMarked: boolean,
  ) {
    this.queue = given instanceof Tuple ? given.items : [given];
  }

  format(text: string): string {
    let isByName = false;
    const result = text.replace(FIELD, (whole, name: string | undefined, flags: string, width, precision, kind) => {
      if (whole === '%%') return '%';
      const field = this.field(whole, flags, width, precision, kind);
      if (name !== undefined) isByName = true;
      return this.padded(field, name === undefined ? this.next() : this.named(name));
    });
    if (this.used < this.queue.length && !isByName && !this.mayBeLeftOver()) {
      throw new Failure('not all arguments converted during string formatting');
    }
    return result;
  }

  /** As Python: what could be a mapping need not be used. */
  private mayBeLeftOver(): boolean {
    const { given } = this;
    return isDictionary(given) || isList(given) || given instanceof Range || given instanceof Undefined;
  }

  private field(whole: string, flags: string, width: unknown, precision: unknown, kind: string): Field {
    if (kind === '') throw new Failure('incomplete format');
    const wide = width === '*' ? this.integer(this.next()) : Number(width ?? 0);
    const hasPrecision = /\.(?:\*|\d*)[hlL]?[^]$/.test(whole.replace(/\([^)]*\)/, '')) && whole.includes('.');
    const precise = precision === '*' ? this.integer(this.next()) : Number(precision ?? 0);
    const field = { flags, width: Math.abs(wide), precision: hasPrecision ? Math.max(0, precise) : undefined, kind };
    if (wide < 0) field.flags += '-';
    this.run.budget.textOf(field.width);
    return field;
  }

  private next(): Thing {
    if (this.used >= this.queue.length) throw new Failure('not enough arguments for format string');
    return this.queue[this.used++] as Thing;
  }

  private named(name: string): Thing {
    if (!isDictionary(this.given)) throw new Failure('format requires a mapping');
    const member = memberOf(this.given, name);
    if (member === undefined) throw new Failure('the format names a member that is not there');
    return member;
  }

  private padded(field: Field, thing: Thing): string {
    const isNumber = !/[sra c]/.test(field.kind);
    const body = this.body(field, thing);
    const sign = isNumber ? (/^[-+ ]/.exec(body)?.[0] ?? '') : '';
    const digits = body.slice(sign.length);
    const missing = Math.max(0, field.width - lengthOfText(body));
    if (field.flags.includes('-')) return body + ' '.repeat(missing);
    if (!field.flags.includes('0') || !isNumber || /inf|nan/i.test(digits)) return ' '.repeat(missing) + body;
    const prefix = /^0[xXo]/.test(digits) ? digits.slice(0, 2) : '';
    return sign + prefix + '0'.repeat(missing) + digits.slice(prefix.length);
  }

  private body(field: Field, thing: Thing): string {
    switch (field.kind) {
      case 's':
        return this.cut(field, this.isMarked ? this.run.escaped(thing).value : this.run.text(thing));
      case 'r':
      case 'a':
        return this.cut(field, this.repr(field.kind, thing));
      case 'c':
        return this.character(thing);
      case 'd':
      case 'i':
      case 'u':
        return this.decimal(field, thing);
      case 'o':
      case 'x':
      case 'X':
        return this.based(field, thing);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return this.float(field, thing);
      default:
        throw new Failure(`unsupported format character '${field.kind}'`);
    }
  }

  private cut(field: Field, text: string): string {
    return field.precision === undefined ? text : partOfText(text, 0, field.precision);
  }

  private repr(kind: string, thing: Thing): string {
    const text = pythonRepr(this.run.copies.settled(thing), this.run.budget.limits.textLength);
    const ascii = kind === 'a' ? onlyAscii(text) : text;
    return this.isMarked ? escapeHtml(ascii) : ascii;
  }

  private character(thing: Thing): string {
    const text = textOf(thing);
    if (text !== undefined && lengthOfText(text) === 1) return text;
    const number = numberOf(thing);
    if (number === undefined || !isInteger(number)) throw new Failure('%c requires int or char');
    if (number < 0 || number > 0x10ffff) throw new Failure('%c arg not in range(0x110000)');
    return String.fromCodePoint(Number(number));
  }

  private decimal(field: Field, thing: Thing): string {
    const number = this.number(field, thing);
    const value = isInteger(number) ? number : truncate(toFloat(number));
    return withSign(
      field,
      value < 0,
      String(value)
        .replace('-', '')
        .padStart(field.precision ?? 0, '0'),
    );
  }

  private based(field: Field, thing: Thing): string {
    const number = this.number(field, thing);
    if (!isInteger(number)) throw new Failure(`%${field.kind} format: an integer is required, not float`);
    const digits = number
      .toString(field.kind === 'o' ? 8 : 16)
      .replace('-', '')
      .padStart(field.precision ?? 0, '0');
    const prefix = field.flags.includes('#') ? `0${field.kind.toLowerCase()}` : '';
    const text = prefix + digits;
    return withSign(field, number < 0, field.kind === 'X' ? text.toUpperCase() : text);
  }

  private float(field: Field, thing: Thing): string {
    const value = toFloat(this.number(field, thing));
    const precision = field.precision ?? 6;
    const kind = field.kind.toLowerCase();
    const isAlternate = field.flags.includes('#');
    const text =
      kind === 'f'
        ? fixed(value, precision, isAlternate)
        : kind === 'e'
          ? exponential(value, precision, isAlternate)
          : general(value, precision, isAlternate);
    const signed = withSign(field, text.startsWith('-'), text.replace(/^-/, ''));
    return field.kind === kind ? signed : signed.toUpperCase();
  }

  private number(field: Field, thing: Thing): Numeric {
    const number = numberOf(thing);
    if (number !== undefined) return number;
    if (thing instanceof Undefined) return thing.fail();
    if ('eEfFgG'.includes(field.kind)) throw new Failure(`must be real number, not ${typeName(thing)}`);
    throw new Failure(`%${field.kind} format: a real number is required, not ${typeName(thing)}`);
  }

  private integer(thing: Thing): number {
    if (typeof thing !== 'number' || !isInteger(thing)) throw new Failure('* wants int');
    return thing;
  }
}

function withSign(field: Field, isNegative: boolean, digits: string): string {
  if (isNegative) return `-${digits}`;
  if (field.flags.includes('+')) return `+${digits}`;
  return field.flags.includes(' ') ? ` ${digits}` : digits;
}
