import { describe, expect, it } from 'vitest';
import { Progress } from '../../src/cli/Progress.ts';
import type { StreamItem } from '../../src/cli/StreamItem.ts';
import { at, executionChanged, executionNode, snapshot, taskChanged, taskNode } from './items.ts';

/** What a stream shows: `name from>to`. */
function shown(...items: StreamItem[]): string[] {
  const progress = new Progress();
  return items
    .flatMap((item) => progress.accept(item))
    .map(({ name, within, from, to }) => `${[...within, name].join('/')} ${from}>${to}`);
}

const ended = { cursor: '2', from: 'RUNNING', to: 'SUCCESS', at: at(3) };

describe('the progress of an execution', () => {
  it('begins with what a snapshot holds, in order of time', () => {
    const first = taskNode('first', { state: 'SUCCESS', finishedAt: at(5) });
    const second = taskNode('second', { state: 'SUCCESS', startedAt: at(1), finishedAt: at(2) });
    expect(shown(snapshot('1', [first, second]))).toEqual([
      'greet null>RUNNING',
      'second null>SUCCESS',
      'first null>SUCCESS',
    ]);
  });

  it('ends with the execution, also where the snapshot shows its end already', () => {
    const task = taskNode('only', { state: 'SUCCESS', finishedAt: at(1) });
    expect(shown(snapshot('1', [task], { state: 'SUCCESS', finishedAt: at(1) }))).toEqual([
      'only null>SUCCESS',
      'greet null>SUCCESS',
    ]);
  });

  it('shows of a second snapshot only what has changed', () => {
    const done = taskNode('a', { state: 'SUCCESS', finishedAt: at(1) });
    const items = [snapshot('1', [taskNode('a'), taskNode('b')]), snapshot('2', [done, taskNode('b')])];
    expect(shown(...items).slice(3)).toEqual(['a RUNNING>SUCCESS']);
  });

  it('shows nothing twice', () => {
    const change = taskChanged(taskNode('a'), ended);
    expect(shown(snapshot('1', [taskNode('a')]), change, change).slice(2)).toEqual(['a RUNNING>SUCCESS']);
  });

  it('says of a task in a sub-workflow which task runs that', () => {
    const sub = executionNode({ id: 'sub', workflowName: 'inner', parentTaskId: 'outer' });
    const begun = { cursor: '2', from: null, to: 'RUNNING', at: at(1) };
    const items = [
      snapshot('1', [taskNode('outer')]),
      executionChanged(sub, begun),
      taskChanged(taskNode('inside', { executionId: 'sub' }), begun),
    ];
    expect(shown(...items).slice(2)).toEqual(['outer/inner null>RUNNING', 'outer/inside null>RUNNING']);
  });

  it('knows how long a task took once it has ended', () => {
    const progress = new Progress();
    progress.accept(snapshot('1', [taskNode('a')]));
    const [change] = progress.accept(taskChanged(taskNode('a', { startedAt: at(1) }), ended));
    expect(change?.durationMs).toBe(2_000);
  });

  it('gives no reason for a state that is not the last, whatever the task says by now', () => {
    const progress = new Progress();
    const failed = taskNode('a', { stateInfo: 'it broke' });
    const begun = { cursor: '1', from: null, to: 'RUNNING', at: at(0) };
    const changes = [begun, { ...ended, to: 'ERROR' }].flatMap((each) => progress.accept(taskChanged(failed, each)));
    expect(changes.map(({ stateInfo }) => stateInfo)).toEqual([null, 'it broke']);
  });
});
