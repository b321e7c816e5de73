import { describe, expect, it } from 'vitest';
import { parseWorkflows } from '../../src/lang/parse.ts';
import type { State } from '../../src/workflow/State.ts';
import type { StoredChild } from '../support/RehearsalStore.ts';
import { Rehearsal } from '../support/rehearsal.ts';
import { next, workflowSpec } from '../support/specs.ts';

const SUB = workflowSpec({ s: {} });

/** An execution with a sub-workflow `t`. */
function underWay(task: object = {}): Rehearsal {
  const text = JSON.stringify({ version: '2.0', main: { tasks: { t: { workflow: 'sub', ...task } } } });
  const spec = parseWorkflows(text).value?.workflows[0]?.spec ?? SUB;
  return new Rehearsal(spec, {}, {}, { workflows: new Map([['sub', SUB]]) });
}

/** One whose sub-workflow has failed. */
const failed = (task: object = {}) => underWay(task).endChild('t', { error: 'no' });

const childOf = (run: Rehearsal) => [...run.store.children.values()].at(-1) as StoredChild;

/** The sub-workflow has run again and ended, and its parent has not heard of either. */
function endUnheard(run: Rehearsal, state: State): void {
  run.store.setPart({ ...childOf(run), state, accepted: false, isUntold: true });
}

function hearOfRerun(run: Rehearsal): Rehearsal {
  const { id: childId, taskId } = childOf(run);
  return run.ask({ kind: 'childRerun', childId, taskId });
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
  it('runs again and tells so, which its task makes nothing of that has gone on without it', () => {
    const run = new Rehearsal(workflowSpec({ a: {} }), {}, {}, { isChild: true }).end('a', { error: 'no' });
    run.store.execution = { ...run.execution, accepted: false };
    run.ask({ kind: 'rerunTask', taskId: run.idOf('a'), isReset: true, env: null });
    expect(run.sent).toMatchObject([{ event: { kind: 'childRerun' } }]);
    expect(run.end('a', { success: 1 }).sent).toMatchObject([{ event: { kind: 'childEnded' } }]);
  });
});

describe('what is told of a pause', () => {
  const SPEC = { t: {} };
  const told = (isInherited: boolean) => ({ kind: 'pause', reason: null, isInherited }) as const;

  it('by the execution above holds nothing that was resumed since', () => {
    const run = new Rehearsal(workflowSpec(SPEC), {}, {}, { isChild: true });
    expect(run.ask(told(true)).execution.state).toBe('RUNNING');
    run.store.parentState = 'PAUSED';
    expect(run.ask(told(true)).execution.state).toBe('PAUSED');
  });

  it('by the execution above lets nothing go on that was paused since', () => {
    const run = new Rehearsal(workflowSpec(SPEC), {}, {}, { isChild: true }).ask(told(false));
    run.store.parentState = 'PAUSED';
    const goOn = { kind: 'resume', env: null, isInherited: true } as const;
    expect(run.ask(goOn).execution.state).toBe('PAUSED');
    run.store.parentState = 'RUNNING';
    expect(run.ask(goOn).execution.state).toBe('RUNNING');
  });

  it('by a sub-workflow that goes on by now holds nothing', () => {
    const run = underWay();
    const { taskId } = childOf(run);
    expect(run.ask({ kind: 'childUpdated', taskId, state: 'PAUSED' }).execution.state).toBe('RUNNING');
  });

  it('by a sub-workflow that was paused from here holds nothing that has been resumed since', () => {
    const run = underWay();
    const { taskId } = childOf(run);
    run.store.setPart({ ...childOf(run), state: 'PAUSED' });
    const update = { kind: 'childUpdated', taskId, state: 'PAUSED' } as const;
    expect(run.ask({ ...update, isInherited: true }).states()).toEqual(['t RUNNING']);
    expect(run.ask(update).execution.state).toBe('PAUSED');
  });
});
