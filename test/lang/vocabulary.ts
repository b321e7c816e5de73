import { expect } from 'vitest';
import type { Problem } from '../../src/base/errors.ts';
import { type ParsedWorkflows, type ParseResult, parseWorkflows } from '../../src/lang/parse.ts';
import type { TaskSpec } from '../../src/lang/TaskSpec.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';

/** A document of one direct workflow `w` with these lines of tasks, which are on line 4 and below, at column 5. */
export function tasks(...lines: string[]): string {
  return [`version: '2.0'`, 'w:', '  tasks:', ...lines.map((line) => `    ${line}`), ''].join('\n');
}

/** A document of one workflow `w` with these lines, which are on line 3 and below, at column 3. */
export function workflow(...lines: string[]): string {
  return [`version: '2.0'`, 'w:', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Nothing is wrong or doubtful with it. */
export function expectValid(text: string): ParsedWorkflows {
  const { value, problems } = parseWorkflows(text);
  expect(problems).toEqual([]);
  expect(value).toBeDefined();
  return value as ParsedWorkflows;
}

export interface Expected {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/** These and no other errors, whatever is doubtful besides. */
export function expectErrors(result: string | ParseResult<unknown>, ...expected: Expected[]): void {
  const { value, problems } = typeof result === 'string' ? parseWorkflows(result) : result;
  expect(briefly(problems, 'ERROR', expected)).toEqual(expected);
  expect(value === undefined).toBe(expected.length > 0);
}

/** It is accepted with these and no other warnings. */
export function expectWarnings(text: string, ...expected: Expected[]): void {
  const { value, problems } = parseWorkflows(text);
  expect(problems.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  expect(briefly(problems, 'WARNING', expected)).toEqual(expected);
  expect(value).toBeDefined();
}

/** Problems of one kind as far as they are asked for: a hint only where one is expected. */
function briefly(
  problems: readonly Problem[],
  severity: Problem['severity'],
  expected: readonly Expected[],
): Expected[] {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ line, column, message, hint }, index) => ({
      ...{ line, column, message },
      ...(expected[index]?.hint !== undefined && { hint }),
    }));
}

/** The one workflow of a document, whatever is doubtful about it. */
export function specOf(text: string): WorkflowSpec {
  const { value, problems } = parseWorkflows(text);
  expect(problems.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  return value?.workflows[0]?.spec as WorkflowSpec;
}

/** Task `t` of a direct workflow in which tasks `a` and `b` exist as well. */
export function taskOf(...lines: string[]): TaskSpec {
  const others = ['a: {action: std.noop}', 'b: {action: std.noop}'];
  return specOf(tasks('t:', ...lines.map((line) => `  ${line}`), ...others)).tasks.t as TaskSpec;
}
