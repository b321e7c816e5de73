import { describe, expect, it } from 'vitest';
import { Dice } from '../support/Dice.ts';
import { beginRun, drain, due, isOver, type Move, make, randomMove, snapshot } from '../support/randomRun.ts';
import { randomWorkflow } from '../support/randomWorkflow.ts';
import type { Rehearsal } from '../support/rehearsal.ts';

/** That counters fit the tasks, and that whatever is RUNNING waits for something, is checked after each event of each run. */
describe('whatever a workflow is and whatever happens to it', () => {
  const SEEDS = Array.from({ length: 200 }, (_, seed) => seed + 1);
  const MOVES = 25;

  /** Runs a random workflow, and says which when something is wrong. */
  function each(
    check: (run: Rehearsal, next: () => Move | undefined, world: ReturnType<typeof randomWorkflow>) => void,
  ) {
    for (const seed of SEEDS) {
      const dice = new Dice(seed);
      const world = randomWorkflow(dice);
      const moves: Move[] = [];
      try {
        const run = beginRun(world);
        const next = () => {
          const move = moves.length < MOVES ? randomMove(run, dice) : undefined;
          if (move) moves.push(move);
          return move;
        };
        check(run, next, world);
      } catch (error) {
        throw new Error(`Seed ${seed}: ${world.text}\n${moves.map((move) => JSON.stringify(move)).join('\n')}`, {
          cause: error,
        });
      }
    }
  }

  it('storing and restoring it at any point changes nothing', () => {
    each((run, next, world) => {
      const kept = beginRun(world, { isKept: true });
      for (let move = next(); move; move = next()) {
        make(run, move);
        make(kept, move);
        expect(snapshot(run)).toBe(snapshot(kept));
      }
    });
  });

  it('what is told twice is as if it had been told once', () => {
    each((run, next) => {
      const fired: Move[] = [];
      for (let move = next(); move; move = next()) {
        make(run, move);
        if (move.kind === 'timer') fired.push(move);
        const before = snapshot(run);
        for (const each of fired) make(run, each);
        if (move.kind === 'action') make(run, move);
        if (move.kind === 'childState') make(run, move);
        if (move.kind === 'ask' && move.event.kind === 'pause') make(run, move);
        expect(snapshot(run)).toBe(before);
      }
    });
  });

  it('the end of what an earlier attempt left under way counts for nothing', () => {
    const standing = ({ execution, tasks }: Rehearsal) =>
      JSON.stringify([
        execution.state,
        execution.runtime,
        [...tasks.values()].map(({ state, runtime }) => [state, runtime]),
      ]);
    let late = 0;
    each((run, next) => {
      for (let move = next(); move; move = next()) {
        make(run, move);
        const before = standing(run);
        for (const { id, state, isDiscarded } of run.store.actions.values()) {
          if (!isDiscarded || state !== 'RUNNING') continue;
          make(run, { kind: 'action', id, outcome: { error: 'late' } });
          late++;
        }
        expect(standing(run)).toBe(before);
      }
    });
    expect(late).toBeGreaterThan(10);
  });

  it('it ends once everything under way has ended', () => {
    each((run, next) => {
      for (let move = next(); move; move = next()) make(run, move);
      drain(run);
      expect(run.execution.state).toMatch(/SUCCESS|ERROR|CANCELLED/);
    });
  });

  it('cancelled at any point, it has ended, and nothing begins any more', () => {
    each((run, next) => {
      const point = new Dice(run.tasks.size).below(MOVES);
      for (let move = next(), count = 0; move && count < point; move = next(), count++) make(run, move);
      make(run, { kind: 'ask', event: { kind: 'stop', state: 'CANCELLED', reason: null } });
      expect(isOver(run)).toBe(true);
      const ended = [run.execution.state, run.tasks.size, run.store.actions.size, run.store.children.size];
      for (let left = due(run, () => ({ success: 'again' })); left[0]; left = due(run, () => ({ error: 'no' }))) {
        make(run, left[0]);
      }
      expect([run.execution.state, run.tasks.size, run.store.actions.size, run.store.children.size]).toEqual(ended);
    });
  });
});
