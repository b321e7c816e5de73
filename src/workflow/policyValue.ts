import { InputError } from '../base/errors.ts';
import { Float, type Value } from '../base/json.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';

/** A policy that is a number: zero where it is absent. Throws `InputError` where its expression gives something else. */
export function numberOf(policy: string, value: Value | undefined, scope: Scope): number {
  if (value === undefined) return 0;
  const given = evaluate(value, scope);
  const number = given instanceof Float ? given.value : given;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  throw new InputError(`'${policy}' has to be a number that is not negative.`);
}

/** A policy that counts: a number without a fraction. */
export function countOf(policy: string, value: Value | undefined, scope: Scope): number {
  const number = numberOf(policy, value, scope);
  if (Number.isSafeInteger(number)) return number;
  throw new InputError(`'${policy}' has to be a whole number.`);
}

/** A policy that is true or false: false where it is absent. Throws `InputError` where its expression gives something else. */
export function flagOf(policy: string, value: Value | undefined, scope: Scope): boolean {
  if (value === undefined) return false;
  const given = evaluate(value, scope);
  if (typeof given === 'boolean') return given;
  throw new InputError(`'${policy}' has to be true or false.`);
}
