import { describe, expect, it } from 'vitest';
import { passages, specOf } from '../../support/explained.ts';
import { Rehearsal } from '../../support/rehearsal.ts';

const DIRECT = specOf(`
version: '2.0'
direct:
  tasks:
    a:
      action: std.noop
      on-success: [b: <% $.go %>, c]
      on-error: fail
    b: {action: std.noop, on-complete: after}
    c: {action: std.noop, on-complete: after}
    after: {join: all, action: std.noop, on-success: succeed}
`);

describe('the graph of a run', () => {
  it('leaves open what may still come', () => {
    const { nodes, edges } = passages(new Rehearsal(DIRECT, { go: true }));
    expect(nodes).toEqual([
      'start: taken 0',
      'a: taken 1',
      'b: open 0',
      'c: open 0',
      'after: open 0',
      '!fail: open 0',
      '!succeed: open 0',
    ]);
    expect(edges[0]).toBe('start -start-> a: taken 1');
    expect(edges.slice(1).every((edge) => edge.endsWith(': open 0'))).toBe(true);
  });

  it('tells the ways that were taken from those that were not, and a join counts what has come to it', () => {
    const run = new Rehearsal(DIRECT, { go: true }).end('a', { success: 1 }).end('b', { success: 1 });
    expect(passages(run)).toEqual({
      nodes: [
        'start: taken 0',
        'a: taken 1',
        'b: taken 1',
        'c: taken 1',
        'after: taken 1',
        '!fail: notTaken 0',
        '!succeed: open 0',
      ],
      edges: [
        'start -start-> a: taken 1',
        'a -on-success-> b: taken 1',
        'a -on-success-> c: taken 1',
        'a -on-error-> !fail: notTaken 0',
        'b -on-complete-> after: taken 1',
        'c -on-complete-> after: open 0',
        'after -on-success-> !succeed: open 0',
      ],
    });
  });

  it('does not take what a guard forbids, nor what only comes after it', () => {
    const { nodes, edges } = passages(new Rehearsal(DIRECT, { go: false }).end('a', { success: 1 }));
    expect(nodes).toContain('b: notTaken 0');
    expect(edges).toContain('a -on-success-> b: notTaken 0');
    expect(edges).toContain('b -on-complete-> after: notTaken 0');
    expect(edges).toContain('c -on-complete-> after: open 0');
  });

  it('knows which engine command ended it, and that nothing is open then', () => {
    const { nodes, edges } = passages(new Rehearsal(DIRECT, { go: true }).end('a', { error: 'no' }));
    expect(nodes).toEqual([
      'start: taken 0',
      'a: taken 1',
      'b: notTaken 0',
      'c: notTaken 0',
      'after: notTaken 0',
      '!fail: taken 0',
      '!succeed: notTaken 0',
    ]);
    expect(edges).toContain('a -on-error-> !fail: taken 1');
  });

  it('counts the rounds of a cycle', () => {
    const spec = specOf(`
version: '2.0'
rounds:
  tasks:
    a: {action: std.noop, on-success: b}
    b: {action: std.noop, on-success: [c: <% task(b).result < 3 %>]}
    c: {action: std.noop, on-success: b}
`);
    const run = new Rehearsal(spec).end('a', { success: 0 });
    run.end('b', { success: 1 }).end('c', { success: 0 }).end('b', { success: 2 });
    expect(passages(run)).toEqual({
      nodes: ['start: taken 0', 'a: taken 1', 'b: taken 2', 'c: taken 2'],
      edges: [
        'start -start-> a: taken 1',
        'a -on-success-> b: taken 1',
        'b -on-success-> c: taken 2',
        'c -on-success-> b: taken 1',
      ],
    });
  });

  it('leaves open what a pause holds back, and all that comes after it', () => {
    const spec = specOf(`
version: '2.0'
held:
  tasks:
    a: {action: std.noop, on-success: [pause, b]}
    b: {action: std.noop, on-success: c}
    c: {action: std.noop}
`);
    const run = new Rehearsal(spec).end('a', { success: 1 });
    expect(passages(run)).toEqual({
      nodes: ['start: taken 0', 'a: taken 1', 'b: open 0', 'c: open 0', '!pause: taken 0'],
      edges: [
        'start -start-> a: taken 1',
        'a -on-success-> !pause: taken 1',
        'a -on-success-> b: open 0',
        'b -on-success-> c: open 0',
      ],
    });
    expect(passages(run.ask({ kind: 'resume', env: null })).edges).toContain('a -on-success-> b: taken 1');
    run.ask({ kind: 'stop', state: 'CANCELLED', reason: null });
    expect(passages(run).edges).toContain('b -on-success-> c: notTaken 0');
  });

  it('of a reverse workflow has only what its target requires', () => {
    const spec = specOf(`
version: '2.0'
back:
  type: reverse
  tasks:
    goal: {action: std.noop, requires: [left, right]}
    left: {action: std.noop}
    right: {action: std.noop, requires: left}
    other: {action: std.noop, requires: goal}
`);
    const run = new Rehearsal(spec, {}, { task_name: 'goal' }).end('left', { success: 1 });
    expect(passages(run)).toEqual({
      nodes: ['start: taken 0', 'goal: open 0', 'left: taken 1', 'right: taken 1', 'other: notTaken 0'],
      edges: [
        'start -start-> left: taken 1',
        'left -requires-> goal: open 0',
        'right -requires-> goal: open 0',
        'left -requires-> right: taken 1',
        'goal -requires-> other: notTaken 0',
      ],
    });
    expect(passages(run.end('right', { error: 'no' })).nodes).toContain('goal: notTaken 0');
  });
});
