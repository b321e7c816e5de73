import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';

/**
 * What an expression may look at. Everything that is not plain data arrives here as an argument, so that evaluating stays
 * pure: time, randomness, and what the service knows about the run.
 */
export interface Scope {
  /** `$` in YAQL, `_` in Jinja. A `Lookup` where reading everything would be dear. */
  readonly data: Value | Lookup;
  readonly services?: Services;
}

/** The functions that need the service behind them. One that is absent is not available where the expression stands. */
export interface Services {
  env?(): Value;
  execution?(): Value;
  executions?(query: Readonly<Record<string, Value>>): Value;
  /** Without a name: the task whose expression this is. */
  task?(name: string | null): Value;
  tasks?(query: Readonly<Record<string, Value>>): Value;
  global?(name: string): Value;
  /** A UUID of version 4. */
  uuid?(): string;
  now?(): Date;
  /** A fraction from 0 (included) to 1 (excluded). */
  random?(): number;
}

/** A dictionary whose members are read one by one, when an expression asks for them. */
export abstract class Lookup {
  abstract has(key: string): boolean;
  /** `undefined` where there is no such member. May throw an `Interruption`. */
  abstract get(key: string): Value | undefined;
  abstract keys(): readonly string[];

  /** The whole, for expressions that want it whole (`<% $ %>`). */
  toValue(): Value {
    return mappingOf(this.keys().map((key) => [key, this.get(key) ?? null]));
  }
}

/**
 * Thrown out of a `Lookup` or a service function when the answer has first to be fetched. No evaluator catches or wraps it:
 * the caller fetches and evaluates again, which is safe because evaluating has no effects.
 */
export abstract class Interruption extends Error {}
