import { describe, expect, it } from 'vitest';
import { LimitError } from '../../../src/base/errors.ts';
import { graphOf } from '../../../src/lang/graph/graphOf.ts';
import { specOf, tasks, workflow } from '../vocabulary.ts';

const graph = (...lines: string[]) => graphOf(specOf(tasks(...lines)));

/** `from kind to`, with the guard in brackets. */
function ways(...lines: string[]): string[] {
  const nameOf = (id: string) => id.replace(/^task:/, '');
  return graph(...lines).edges.map(
    ({ kind, from, to, guard }) => `${nameOf(from)} ${kind} ${nameOf(to)}${guard === undefined ? '' : ` [${guard}]`}`,
  );
}

describe('the nodes of a graph', () => {
  it('are the start, the tasks in the order of the text, and the engine commands that are used', () => {
    const { nodes } = graph(
      'b: {action: std.echo output=1, on-success: [a, fail]}',
      'a: {workflow: other, on-error: fail}',
    );
    expect(nodes).toEqual([
      { kind: 'start', id: 'start' },
      { kind: 'task', id: 'task:b', name: 'b', action: 'std.echo' },
      { kind: 'task', id: 'task:a', name: 'a', workflow: 'other' },
      { kind: 'command', id: 'command:fail', command: 'fail' },
    ]);
  });

  it('say how many of its inbound tasks a join waits for', () => {
    const { nodes } = graph(
      'a: {on-success: [all, one, two]}',
      'b: {on-success: [all, one, two], on-error: all}',
      'all: {join: all}',
      'one: {join: one}',
      'two: {join: 2}',
    );
    expect(nodes.filter(({ kind }) => kind === 'join')).toMatchObject([
      { name: 'all', join: 'all', inbound: 2 },
      { name: 'one', join: 1, inbound: 2 },
      { name: 'two', join: 2, inbound: 2 },
    ]);
  });

  it('name the variables a task iterates over', () => {
    const { nodes } = graph(`t: {action: std.noop, with-items: ['i in [1]', 'j in [2]']}`);
    expect(nodes[1]).toMatchObject({ items: ['i', 'j'] });
  });

  it('keep tasks apart that are named like the start or a command', () => {
    const { nodes } = graph('start: {on-success: [fail, pause]}', 'fail: {action: std.noop}');
    expect(nodes.map(({ id }) => id)).toEqual(['start', 'task:start', 'task:fail', 'command:pause']);
  });
});

describe('the edges of a graph', () => {
  it('lead from the start to the tasks that nobody names', () => {
    expect(ways('a: {on-success: b}', 'b: {action: x}', 'c: {action: x}')).toEqual([
      'start start a',
      'start start c',
      'a on-success b',
    ]);
  });

  it('have the clause and the guard they come from, also those of the defaults', () => {
    const text = workflow(
      'task-defaults: {on-error: [clean: <% $.mayClean %>]}',
      'tasks:',
      '  a: {on-success: [b: <% $.x > 1 %>], on-complete: [b], on-skip: b}',
      '  b: {action: std.noop}',
      '  clean: {action: std.noop}',
    );
    expect(graphOf(specOf(text)).edges).toEqual([
      { kind: 'start', from: 'start', to: 'task:a' },
      { kind: 'on-success', from: 'task:a', to: 'task:b', guard: '<% $.x > 1 %>' },
      { kind: 'on-error', from: 'task:a', to: 'task:clean', guard: '<% $.mayClean %>' },
      { kind: 'on-complete', from: 'task:a', to: 'task:b' },
      { kind: 'on-skip', from: 'task:a', to: 'task:b' },
      { kind: 'on-error', from: 'task:b', to: 'task:clean', guard: '<% $.mayClean %>' },
    ]);
  });

  it('carry what an engine command is told', () => {
    expect(graph('a: {on-error: [fail msg="no way"]}').edges[1]).toEqual({
      ...{ kind: 'on-error', from: 'task:a', to: 'command:fail' },
      message: 'no way',
    });
  });

  it('are refused where there are too many to be looked at', () => {
    const names = Array.from({ length: 230 }, (_, index) => `t${index}`);
    const text = workflow(
      `task-defaults: {on-success: [${names.join(', ')}]}`,
      'tasks:',
      ...['start', ...names].map((name) => `  ${name}: {action: std.noop}`),
    );
    expect(() => graphOf(specOf(text))).toThrow(LimitError);
  });

  it('may lead back', () => {
    expect(ways('s: {on-success: a}', 'a: {on-error: a}')).toEqual(['start start s', 's on-success a', 'a on-error a']);
  });

  it('lead from what is required in a reverse workflow', () => {
    const spec = specOf(workflow('type: reverse', 'tasks: {a: {requires: [b, c]}, b: {action: x}, c: {requires: b}}'));
    const { type, edges } = graphOf(spec);
    expect(type).toBe('reverse');
    expect(edges.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['start', 'start', 'task:b'],
      ['requires', 'task:b', 'task:a'],
      ['requires', 'task:c', 'task:a'],
      ['requires', 'task:b', 'task:c'],
    ]);
  });
});
