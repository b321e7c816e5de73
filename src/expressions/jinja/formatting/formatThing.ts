import { Failure } from '../../Failure.ts';
import { formatBySpec } from '../../values/formatSpec.ts';
import { numberOf } from '../../values/numbers.ts';
import type { Run } from '../runtime/Run.ts';
import { type Thing, textOf, typeName } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';

/** A thing formatted the way its format specification says. */
export function formatThing(run: Run, thing: Thing, specification: string): string {
  if (specification === '') return run.text(thing);
  if (thing instanceof Undefined) return thing.fail();
  // As Python: a boolean is formatted as a number as soon as there is a specification.
  const value = textOf(thing) ?? numberOf(thing);
  if (value === undefined) throw new Failure(`unsupported format string passed to ${typeName(thing)}.__format__`);
  return formatBySpec(value, specification, run.budget);
}
