import { describe, expect, it } from 'vitest';
import { parseWorkflows } from '../../src/lang/parse.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Surroundings } from '../../src/workflow/Draft.ts';
import { decide } from '../../src/workflow/decide.ts';
import type { Event } from '../../src/workflow/Event.ts';
import { Rehearsal } from '../support/rehearsal.ts';

const TEXT = `
version: '2.0'
main:
  tasks:
    t: {with-items: 'i in <% [1, 2, 3, 4, 5, 6].where(uuid() != 1) %>', action: std.noop, concurrency: 3}
`;

const endOf = (run: Rehearsal, index: number): Event => ({
  kind: 'actionCompleted',
  actionExecutionId: `action-${index}`,
  taskId: run.idOf('t'),
  actionName: 'std.noop',
  index,
  from: 'RUNNING',
  state: 'SUCCESS',
  output: null,
});

describe('items that end in the same turn', () => {
  const run = new Rehearsal(parseWorkflows(TEXT).value?.workflows[0]?.spec as WorkflowSpec);
  let looks = 0;
  const surroundings: Surroundings = {
    now: new Date(0),
    newId: () => 'id',
    // Once for each item, whenever somebody looks at them.
    newUuid: () => String(++looks),
    random: () => 0,
    hasAction: () => true,
    isInstant: () => false,
    actionProblem: () => null,
  };
  const decided = decide(
    run.store.opened([run.idOf('t')]),
    [0, 1, 2].map((index) => endOf(run, index)),
    surroundings,
  );

  it('let as many others run', () => {
    expect(decided.newActions.map(({ index }) => index)).toEqual([3, 4, 5]);
    expect(decided.changedTasks[0]?.runtime).toMatchObject({ open: 3, items: { count: 6, started: 6 } });
  });

  it('are followed by one look at all of them', () => {
    expect(looks).toBe(6);
  });
});
