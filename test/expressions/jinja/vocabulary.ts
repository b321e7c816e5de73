import { expect } from 'vitest';
import { ExpressionError } from '../../../src/base/errors.ts';
import { stringifyJson, type Value } from '../../../src/base/json.ts';
import { evaluateJinja } from '../../../src/expressions/jinja/index.ts';
import { DEFAULT_LIMITS } from '../../../src/expressions/Limits.ts';
import type { Lookup, Services } from '../../../src/expressions/Scope.ts';

/** Evaluates a string; the data is what `_` stands for. */
export function evaluated(text: string, data: Value | Lookup = {}, services: Services = {}): Value {
  return evaluateJinja(text, { data, services }, DEFAULT_LIMITS);
}

/** Expects values, compared as JSON so that `2.0` is not `2` and the order of keys counts. */
export function expectValues(data: Value, cases: Readonly<Record<string, string>>): void {
  for (const [text, json] of Object.entries(cases)) expect(stringifyJson(evaluated(text, data)), text).toBe(json);
}

/** Expects texts: strings with something beside the expressions, or expressions that give a text. */
export function expectTexts(data: Value, cases: Readonly<Record<string, string>>): void {
  for (const [text, result] of Object.entries(cases)) expect(evaluated(text, data), text).toBe(result);
}

/** Expects an `ExpressionError` from each string. */
export function expectFailures(data: Value, ...texts: readonly string[]): void {
  for (const text of texts) expect(() => evaluated(text, data), text).toThrow(ExpressionError);
}

/** The error a string gives. */
export function failureOf(text: string, data: Value | Lookup = {}): ExpressionError {
  try {
    evaluated(text, data);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${text} does not fail`);
}
