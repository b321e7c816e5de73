import { describe, expect, it } from 'vitest';
import { expectErrors, expectWarnings, taskOf, tasks } from './vocabulary.ts';

function next(...lines: string[]): unknown {
  return taskOf(...lines).onSuccess?.next;
}

describe('a transition', () => {
  it('names a task, several, or some under conditions', () => {
    expect(next('on-success: a')).toEqual([{ target: 'a' }]);
    expect(next('on-success: [a, {b: <% $.x %>}]')).toEqual([{ target: 'a' }, { target: 'b', condition: '<% $.x %>' }]);
  });
  it('may publish to the branch and for the whole execution', () => {
    expect(taskOf('on-success: {publish: {branch: {x: 1}, global: {y: 2}}, next: a}').onSuccess).toEqual({
      publish: { branch: { x: 1 }, global: { y: 2 } },
      next: [{ target: 'a' }],
    });
  });
  it('heeds a condition outside of a list, unlike Mistral, and says so', () => {
    expect(next('on-success: {a: <% $.x %>}')).toEqual([{ target: 'a', condition: '<% $.x %>' }]);
    expectWarnings(tasks('t: {on-success: {a: <% $.x %>}}', 'a: {action: x}'), {
      ...{ line: 4, column: 21 },
      message: 'Mistral 15 does not heed the condition of a target that is not in a list; it is heeded here.',
    });
  });
  it('gives engine commands a message', () => {
    expect(next(`on-success: [fail msg="why", 'pause(msg="a b")', {succeed msg='x': <% true %>}]`)).toEqual([
      { target: 'fail', message: 'why' },
      { target: 'pause', message: 'a b' },
      { target: 'succeed', message: 'x', condition: '<% true %>' },
    ]);
  });
  it('refuses a message that can be read in two ways, as Mistral', () => {
    expectErrors(tasks(`t: {on-success: 'fail(msg="x")'}`), {
      ...{ line: 4, column: 21 },
      message: `'fail(msg="x")' is not a task name, nor an engine command.`,
      hint: 'write fail msg="x"',
    });
  });
  it('doubts a message without quotes', () => {
    expectWarnings(tasks('t: {on-success: fail msg=why}'), { line: 4, column: 21, message: "'msg=why' is ignored." });
  });
  it('cannot lead to an expression', () => {
    expectErrors(tasks('t: {on-success: [<% $.x %>]}'), {
      ...{ line: 4, column: 22 },
      message: "'<% $.x %>' is not a task name, nor an engine command.",
      hint: 'a target cannot be an expression: name the task, with the expression as condition',
    });
  });
  it.each(['true', '"yes"', 'a <% $.x %>'])('has a condition that is an expression, not %s', (condition) => {
    const { length } = tasks(`t: {on-success: [{t: ${condition}}]}`);
    expect(length).toBeGreaterThan(0);
    expect(() => next(`on-success: [{a: ${condition}}]`)).toThrow();
  });
  it('is named once in a list', () => {
    expectErrors(tasks('t: {on-success: [a, a]}', 'a: {action: x}'), {
      ...{ line: 4, column: 25 },
      message: `"a" occurs twice in 'on-success'.`,
    });
  });
  it('is not empty', () => {
    expectErrors(tasks('t: {on-success: []}', 'a: {action: x}'), {
      ...{ line: 4, column: 21 },
      message:
        "'on-success' must be a task name, a list of them, or a mapping with publish and next, not an empty list.",
    });
  });
  it('publishes by scope only', () => {
    expectErrors(
      tasks('t: {on-success: {publish: {x: 1}}}'),
      { line: 4, column: 31, message: "Either 'branch', 'global' or 'atomic' must be specified." },
      { line: 4, column: 32, message: "'x' is not a key of 'publish' in a transition." },
    );
  });
});
