import { UserError } from '../../src/base/errors.ts';
import { stringifyJson } from '../../src/base/json.ts';
import type { SetTimer } from '../../src/workflow/Decision.ts';
import type { Event } from '../../src/workflow/Event.ts';
import type { Values } from '../../src/workflow/Facts.ts';
import { isFinal } from '../../src/workflow/State.ts';
import type { Dice } from './Dice.ts';
import type { randomWorkflow } from './randomWorkflow.ts';
import { type Outcome, Rehearsal } from './rehearsal.ts';

/** One thing that happens to a run. Plain data, so that it can happen to another run of the same workflow as well. */
export type Move =
  | { readonly kind: 'action' | 'child'; readonly id: string; readonly outcome: Outcome }
  | { readonly kind: 'timer'; readonly timer: SetTimer }
  | { readonly kind: 'childState'; readonly id: string; readonly state: 'PAUSED' | 'RUNNING' }
  | { readonly kind: 'childRerun'; readonly id: string }
  | { readonly kind: 'ask'; readonly event: Event };

export function beginRun({ spec, sub }: ReturnType<typeof randomWorkflow>, { isKept = false } = {}): Rehearsal {
  const params: Values = spec.type === 'reverse' ? { task_name: spec.taskNames.at(-1) as string } : {};
  return new Rehearsal(spec, {}, params, { isKept, workflows: new Map([['sub', sub]]) });
}

/** Lets it happen. What is refused changes nothing. */
export function make(run: Rehearsal, move: Move): void {
  try {
    carryOut(run, move);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

function carryOut(run: Rehearsal, move: Move): unknown {
  switch (move.kind) {
    case 'action':
      return run.endAction(move.id, move.outcome);
    case 'child':
      return run.endChildRun(move.id, move.outcome);
    case 'timer':
      return run.fireTimer(move.timer);
    case 'childState':
      return run.setChildState(move.id, move.state);
    case 'childRerun':
      return run.rerunChildRun(move.id);
    case 'ask':
      return run.ask(move.event);
  }
}

/** What happens next: mostly something ends or is due, sometimes somebody intervenes. Nothing where nothing is left. */
export function randomMove(run: Rehearsal, dice: Dice): Move | undefined {
  const moves = dice.chance(0.15) ? interventions(run) : due(run, () => outcome(dice));
  return moves.length === 0 ? due(run, () => outcome(dice))[0] : dice.pick(moves);
}

/** Everything that can end or is due by itself. */
export function due(run: Rehearsal, outcomeOf: () => Outcome): Move[] {
  const { actions, children } = run.store;
  const open = <Part extends { state: string }>(parts: ReadonlyMap<string, Part & { id: string }>) =>
    [...parts.values()].filter(({ state }) => state === 'RUNNING');
  return [
    ...open(actions).map(({ id }): Move => ({ kind: 'action', id, outcome: outcomeOf() })),
    ...open(children).map(({ id }): Move => ({ kind: 'child', id, outcome: outcomeOf() })),
    ...run.timers.map((timer): Move => ({ kind: 'timer', timer })),
  ];
}

function outcome(dice: Dice): Outcome {
  if (dice.chance(0.6)) return { success: dice.pick(['good', 'good', 'bad', 'again']) };
  return dice.chance(0.9) ? { error: dice.pick(['no', 'again']) } : { cancelled: null };
}

function interventions(run: Rehearsal): Move[] {
  const children = [...run.store.children.values()];
  const ended = [...run.tasks.values()].filter(({ state }) => state === 'ERROR' || state === 'CANCELLED');
  const ask = (event: Event): Move => ({ kind: 'ask', event });
  return [
    ask({ kind: 'pause', reason: null }),
    ask({ kind: 'resume', env: null }),
    ...(run.timers.length > 0 ? [ask({ kind: 'stop', state: 'ERROR', reason: null })] : []),
    ...ended.flatMap(({ id: taskId }) => [
      ask({ kind: 'rerunTask', taskId, isReset: true, env: null }),
      ask({ kind: 'rerunTask', taskId, isReset: false, env: null }),
      ask({ kind: 'skipTask', taskId }),
    ]),
    ...children.flatMap(({ id, state }): Move[] => {
      if (state === 'RUNNING') return [{ kind: 'childState', id, state: 'PAUSED' }];
      if (state === 'PAUSED') return [{ kind: 'childState', id, state: 'RUNNING' }];
      return state === 'SUCCESS' ? [] : [{ kind: 'childRerun', id }];
    }),
  ];
}

/** Lets everything end that is under way, and resumes what is paused, until nothing is left to happen. */
export function drain(run: Rehearsal): void {
  for (let count = 0; count < 500; count++) {
    const next = dueOrHeld(run);
    if (!next) return;
    make(run, next);
  }
  throw new Error('There is no end of it.');
}

function dueOrHeld(run: Rehearsal): Move | undefined {
  const paused = [...run.store.children.values()].find(({ state }) => state === 'PAUSED');
  if (paused) return { kind: 'childState', id: paused.id, state: 'RUNNING' };
  const [next] = due(run, () => ({ success: 'good' }));
  if (next) return next;
  return run.execution.state === 'PAUSED' ? { kind: 'ask', event: { kind: 'resume', env: null } } : undefined;
}

/** Everything there is of a run as JSON, but for the times at which it was touched. */
export function snapshot({ execution, store, timers }: Rehearsal): string {
  const [tasks, actions, children] = [store.tasks, store.actions, store.children].map((all) => [...all.values()]);
  return stringifyJson(inOrder({ execution, tasks, actions, children, timers }));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = Object.entries(value).filter(([key]) => key !== 'updatedAt');
  return Object.fromEntries(
    members.sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, each]) => [key, inOrder(each)]),
  );
}

export function isOver(run: Rehearsal): boolean {
  return isFinal(run.execution.state);
}
