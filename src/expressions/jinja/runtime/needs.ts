/** What a routine needs its arguments to be; each fails with Python's words where they are something else. */
import { Failure } from '../../Failure.ts';
import { isInteger, numberOf } from '../../values/numbers.ts';
import { type Thing, textOf, typeName } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';

export function needText(thing: Thing, what = 'argument'): string {
  const text = textOf(thing);
  if (text !== undefined) return text;
  if (thing instanceof Undefined) return thing.fail();
  throw new Failure(`${what} must be str, not ${typeName(thing)}`);
}

/** An integer of ordinary size; booleans count. */
export function needInteger(thing: Thing): number {
  const number = numberOf(thing);
  if (number !== undefined && isInteger(number)) return Number(number);
  if (thing instanceof Undefined) return thing.fail();
  throw new Failure(`'${typeName(thing)}' object cannot be interpreted as an integer`);
}

export function optionalText(thing: Thing | undefined, what?: string): string | undefined {
  return thing === undefined || thing === null ? undefined : needText(thing, what);
}

export function optionalInteger(thing: Thing | undefined): number | undefined {
  return thing === undefined || thing === null ? undefined : needInteger(thing);
}
