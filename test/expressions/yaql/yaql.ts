import { expect } from 'vitest';
import { ExpressionError } from '../../../src/base/errors.ts';
import type { Value } from '../../../src/base/json.ts';
import { evaluate } from '../../../src/expressions/evaluate.ts';
import type { Services } from '../../../src/expressions/Scope.ts';

/** The vocabulary of these tests: what an expression gives, how it shows in text, and that it fails. */
export function yaql(expression: string, data: Value = null, services: Services = {}): Value {
  return evaluate(`<% ${expression} %>`, { data, services });
}

/** As text around the expression shows it. */
export function shown(expression: string, data: Value = null): Value {
  return (evaluate(`:<% ${expression} %>`, { data }) as string).slice(1);
}

export function fails(expression: string, message?: RegExp, data: Value = null): void {
  let error: unknown;
  try {
    yaql(expression, data);
  } catch (thrown) {
    error = thrown;
  }
  expect(error, expression).toBeInstanceOf(ExpressionError);
  if (message) expect((error as ExpressionError).message).toMatch(message);
}

/** Each expression with the value it gives. */
export function gives(cases: Readonly<Record<string, Value>>, data: Value = null): void {
  for (const [expression, value] of Object.entries(cases)) {
    expect(yaql(expression, data), expression).toEqual(value);
  }
}

/** Each expression with what text shows of it. */
export function shows(cases: Readonly<Record<string, string>>, data: Value = null): void {
  for (const [expression, text] of Object.entries(cases)) expect(shown(expression, data), expression).toBe(text);
}
