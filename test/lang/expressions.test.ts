import { describe, it } from 'vitest';
import { expectErrors, expectWarnings, tasks, workflow } from './vocabulary.ts';

const TASKS = 'tasks: {t: {action: std.noop}}';
const MESSAGE = 'Parse error: unexpected end of statement';

describe('the syntax of expressions', () => {
  it.each([
    ['vars', '{a: <% 1 + %>}', 3 + 'vars: {a: <% 1 + '.length],
    ['output', '{a: x <% 1 + %>}', 3 + 'output: {a: x <% 1 + '.length],
    ['output', '{a: [<% 1 + %>]}'.replace('[', '').replace(']', ''), 3 + 'output: {a: <% 1 + '.length],
  ])('is checked at the first level of %s: %s', (key, value, column) => {
    expectErrors(workflow(`${key}: ${value}`, TASKS), { line: 3, column, message: MESSAGE });
  });
  it('is a doubt deeper down, where Mistral does not look', () => {
    expectWarnings(workflow('output: {a: {b: <% 1 + %>}}', TASKS), { line: 3, column: 26, message: MESSAGE });
  });
  it('is checked in conditions, items, policies and what is published', () => {
    expectErrors(
      tasks(
        't:',
        '  with-items: i in <% 1 + %>',
        '  wait-before: <% 1 + %>',
        '  publish: {x: <% 1 + %>}',
        '  retry: {count: <% 1 + %>, delay: 1}',
        '  on-success: [{noop: <% 1 + %>}]',
      ),
      { line: 5, column: 31, message: MESSAGE },
      { line: 6, column: 27, message: MESSAGE },
      { line: 7, column: 27, message: MESSAGE },
      { line: 8, column: 29, message: MESSAGE },
      { line: 9, column: 34, message: MESSAGE },
    );
  });
  it('is pointed at within a text of many lines', () => {
    expectErrors(workflow('vars:', '  a: >', '    first line', '    and <% 1 + %> more', TASKS), {
      ...{ line: 6, column: 18 },
      message: MESSAGE,
    });
  });
  it('is one language in one text', () => {
    expectErrors(workflow("vars: {a: '<% 1 %> {{ 2 }}'}", TASKS), {
      ...{ line: 3, column: 14 },
      message: 'Mixing expression types in a single line is not allowed: this text has both YAQL and Jinja.',
    });
  });
  it('an expression that is not closed stays text, with a doubt', () => {
    expectWarnings(workflow('vars: {a: <% $.x }', TASKS), {
      ...{ line: 3, column: 13 },
      message: 'This expression is not closed on its line, so it stays text.',
    });
  });
  it('all problems of a document are found at once', () => {
    expectErrors(
      `version: '2.0'\na: {tasks: {t: {foo: 1}}}\nb: {tasks: {t: {on-success: u}}}\nc: {vars: 1, ${TASKS}}\n`,
      { line: 2, column: 17, message: "'foo' is not a key of a task." },
      { line: 3, column: 29, message: "Task 'u' not found." },
      { line: 4, column: 11, message: "'vars' must be a mapping, not the number 1." },
    );
  });
});
