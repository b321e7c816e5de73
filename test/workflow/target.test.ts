import { describe, expect, it } from 'vitest';
import { parseWorkflows } from '../../src/lang/parse.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import { decide } from '../../src/workflow/decide.ts';
import { Rehearsal } from '../support/rehearsal.ts';

/** Who a decision has run the action of a second task with a target. */
function targetsOf(action: string, isInstant: boolean): unknown[] {
  const text = `
version: '2.0'
main:
  tasks:
    first: {action: std.noop, on-success: [second]}
    second: {action: ${action}, target: "<% 'north' + '-1' %>"}
`;
  const run = new Rehearsal(parseWorkflows(text).value?.workflows[0]?.spec as WorkflowSpec);
  const surroundings = {
    now: new Date(0),
    newId: () => 'id',
    newUuid: () => 'uuid',
    random: () => 0,
    hasAction: () => true,
    isInstant: () => isInstant,
    actionProblem: () => null,
  };
  const [taskId, actionName, state] = [run.idOf('first'), 'std.noop', 'SUCCESS'] as const;
  const ended = { taskId, actionName, state, index: null, from: 'RUNNING', output: null } as const;
  const event = { kind: 'actionCompleted', actionExecutionId: 'action-0', ...ended } as const;
  const { commands } = decide(run.store.opened([taskId]), [event], surroundings);
  return commands.flatMap((command) => (command.kind === 'runAction' ? [command.target] : []));
}

describe('the target of a task', () => {
  it('is who is to run its action', () => {
    expect(targetsOf('http.get', false)).toEqual(['north-1']);
  });

  it('says nothing of an action that touches nothing outside: that runs anywhere, and waits for nobody', () => {
    expect(targetsOf('std.noop', true)).toEqual([null]);
  });
});
