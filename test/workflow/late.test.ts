import { describe, expect, it } from 'vitest';
import { parseWorkflows } from '../../src/lang/parse.ts';
import type { State } from '../../src/workflow/State.ts';
import type { StoredChild } from '../support/RehearsalStore.ts';
import { Rehearsal } from '../support/rehearsal.ts';
import { next, workflowSpec } from '../support/specs.ts';

const SUB = workflowSpec({ s: {} });

/** An execution whose sub-workflow `t` has failed. */
function failed(task: object = {}): Rehearsal {
  const text = JSON.stringify({ version: '2.0', main: { tasks: { t: { workflow: 'sub', ...task } } } });
  const spec = parseWorkflows(text).value?.workflows[0]?.spec ?? SUB;
  return new Rehearsal(spec, {}, {}, { workflows: new Map([['sub', SUB]]) }).endChild('t', { error: 'no' });
}

const childOf = (run: Rehearsal) => [...run.store.children.values()].at(-1) as StoredChild;

/** The sub-workflow has run again and ended, and its parent has not heard of either. */
function endUnheard(run: Rehearsal, state: State): void {
  run.store.setPart({ ...childOf(run), state, accepted: false, isUntold: true });
}

function hearOfRerun(run: Rehearsal): Rehearsal {
  const { taskId, index } = childOf(run);
  return run.ask({ kind: 'childRerun', taskId, index, from: 'ERROR' });
}

function hearOfEnd(run: Rehearsal): Rehearsal {
  const { id: childId, taskId, index, state } = childOf(run);
  run.store.setPart({ ...childOf(run), accepted: true, isUntold: false });
  return run.ask({ kind: 'childCompleted', childId, taskId, index, state: state as 'SUCCESS', stateInfo: null });
}

describe('a sub-workflow that runs again and ends before its parent hears of it', () => {
  it.each(['SUCCESS', 'ERROR', 'CANCELLED'] as const)('as %s ends its task so, told in order', (state) => {
    const run = failed();
    endUnheard(run, state);
    expect(hearOfRerun(run).execution.state).toBe('RUNNING');
    expect(hearOfEnd(run).states()).toEqual([`t ${state}`]);
    expect(run.execution.state).toBe(state);
  });

  it('ends its task also where its end is told first', () => {
    const run = failed();
    endUnheard(run, 'SUCCESS');
    expect(hearOfEnd(run).states()).toEqual(['t ERROR']);
    expect(hearOfRerun(run).states()).toEqual(['t SUCCESS']);
    expect(run.execution.state).toBe('SUCCESS');
  });

  it('leaves its task in error where it has failed again and its end is told first', () => {
    const run = failed();
    endUnheard(run, 'ERROR');
    hearOfEnd(run);
    expect(hearOfRerun(run).execution.state).toBe('ERROR');
  });
});

describe('what is told twice', () => {
  it('of a sub-workflow that runs again wakes its task once', () => {
    const run = failed({ 'with-items': 'i in <% [1] %>' }).rerunChild('t');
    expect(hearOfRerun(run).endChild('t', { success: 1 }).execution.state).toBe('SUCCESS');
  });

  it('after the task has gone on changes nothing', () => {
    const run = failed().rerunChild('t').endChild('t', { success: 1 });
    expect(hearOfRerun(run).execution.state).toBe('SUCCESS');
  });

  it('of the beginning starts nothing again', () => {
    const run = new Rehearsal(workflowSpec({ a: { onSuccess: next('b') }, b: {} }));
    expect(run.ask({ kind: 'executionStarted' }).states()).toEqual(['a RUNNING']);
  });
});

describe('a sub-workflow whose result its task has not taken', () => {
  it('runs again without waking the task, which waits for it still or has gone on without it', () => {
    const run = new Rehearsal(workflowSpec({ a: {} }), {}, {}, { isChild: true }).end('a', { error: 'no' });
    run.store.execution = { ...run.execution, accepted: false };
    run.ask({ kind: 'rerunTask', taskId: run.idOf('a'), isReset: true, env: null });
    expect(run.sent).toEqual([]);
    expect(run.end('a', { success: 1 }).sent).toMatchObject([{ event: { kind: 'childEnded' } }]);
  });
});
