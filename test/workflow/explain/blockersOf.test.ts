import { describe, expect, it } from 'vitest';
import { blockers, specOf } from '../../support/explained.ts';
import { Rehearsal } from '../../support/rehearsal.ts';

const task = (lines: string) => specOf(`version: '2.0'\nw:\n  tasks:\n    t: {${lines}}\n`);

const JOINED = specOf(`
version: '2.0'
joined:
  tasks:
    a: {action: std.noop, on-success: [j, never: <% false %>]}
    b: {action: std.noop, on-success: j}
    c: {action: std.noop, on-success: d}
    d: {action: std.noop, on-success: j}
    never: {action: std.noop, on-success: j}
    j: {join: 2, action: std.noop}
`);

describe('what keeps a task from going on', () => {
  it('is, of a join, which of the tasks before it have come, may come, and cannot', () => {
    const run = new Rehearsal(JOINED).end('a', { success: 1 });
    expect(blockers(run, 'j')).toEqual([
      {
        kind: 'join',
        needed: 2,
        routes: [
          { name: 'a', state: 'arrived', taskId: run.idOf('a') },
          { name: 'b', state: 'open', taskId: run.idOf('b') },
          { name: 'd', state: 'open', taskId: null },
          { name: 'never', state: 'impossible', taskId: null },
        ],
      },
    ]);
    expect(blockers(run.end('b', { success: 1 }), 'j')).toEqual([]);
  });

  it.each([
    ['wait-before', 'wait-before: 10', '2026-01-01T00:00:11.000Z'],
    ['wait-after', 'wait-after: <% 0.5 %>', '2026-01-01T00:00:02.500Z'],
    ['retry', 'retry: {count: 3, delay: 7}', '2026-01-01T00:00:09.000Z'],
  ])('is a delay, with the policy %s and its end', (policy, line, until) => {
    const run = new Rehearsal(task(`action: std.noop, ${line}`));
    if (policy !== 'wait-before') run.end('t', policy === 'retry' ? { error: 'no' } : { success: 1 });
    expect(blockers(run, 't')).toEqual([{ kind: 'delay', policy, until }]);
    run.ask({ kind: 'pause', reason: null });
    expect(blockers(run, 't')).toEqual([
      { kind: 'pause', by: 'execution', part: null },
      { kind: 'delay', policy, until },
    ]);
  });

  it('is a pause that its own policy asked for, or that of its execution', () => {
    expect(blockers(new Rehearsal(task('action: std.noop, pause-before: true')), 't')).toEqual([
      { kind: 'pause', by: 'policy', part: null },
    ]);
    const delayed = new Rehearsal(task('action: std.noop, wait-before: 10'));
    delayed.ask({ kind: 'pause', reason: null }).fire('t');
    expect(blockers(delayed, 't')).toEqual([{ kind: 'pause', by: 'execution', part: null }]);
  });

  it('is the limit of its items, as long as some have not begun', () => {
    const run = new Rehearsal(task('with-items: "i in [1, 2, 3, 4, 5]", action: std.noop, concurrency: 2'));
    run.end('t', { success: 1 });
    expect(blockers(run, 't')).toEqual([{ kind: 'limit', limit: 2, underWay: 2, waiting: 2 }]);
    run.end('t', { success: 1 }).end('t', { success: 1 });
    expect(blockers(run, 't')).toEqual([]);
  });

  it('is an execution on hold, of items that have not begun', () => {
    const run = new Rehearsal(task('with-items: "i in [1, 2, 3]", action: std.noop, concurrency: 2'));
    run.ask({ kind: 'pause', reason: null }).end('t', { success: 1 });
    expect(blockers(run, 't')).toEqual([{ kind: 'pause', by: 'execution', part: null }]);
  });

  it('is the result of an asynchronous action, a pause of it, or that no executor offers it', () => {
    const run = new Rehearsal(task('action: std.noop'));
    const [oldestId] = run.waiting;
    expect(blockers(run, 't')).toEqual([]);
    expect(blockers(run, 't', () => 'async')).toEqual([{ kind: 'result', action: 'std.noop', count: 1, oldestId }]);
    expect(blockers(run, 't', () => 'missing')).toEqual([{ kind: 'executor', action: 'std.noop', count: 1, oldestId }]);
    run.updateAction('t', 'PAUSED');
    expect(blockers(run, 't')).toEqual([{ kind: 'pause', by: 'action', part: { count: 1, oldestId } }]);
  });

  it('is a sub-workflow under way, or paused', () => {
    const spec = task('workflow: sub');
    const workflows = new Map([['sub', JOINED]]);
    const run = new Rehearsal(spec, {}, {}, { workflows });
    const oldestId = [...run.store.children.keys()][0];
    expect(blockers(run, 't')).toEqual([{ kind: 'child', count: 1, oldestId }]);
    run.updateChild('t', 'PAUSED');
    expect(blockers(run, 't')).toEqual([{ kind: 'pause', by: 'child', part: { count: 1, oldestId } }]);
  });

  it('is the end of its execution, where that came first', () => {
    const run = new Rehearsal(JOINED).end('a', { success: 1 });
    run.ask({ kind: 'stop', state: 'CANCELLED', reason: null });
    expect(blockers(run, 'j')).toContainEqual({ kind: 'end', state: 'CANCELLED' });
  });

  it('is nothing for a task that has ended', () => {
    const run = new Rehearsal(task('action: std.noop')).end('t', { success: 1 });
    expect(blockers(run, 't')).toEqual([]);
  });
});
