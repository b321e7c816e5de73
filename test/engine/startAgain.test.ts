import { expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { Engine } from '../../src/engine/Engine.ts';
import type { ExecutionRow } from '../../src/persistence/rows.ts';
import type { TurnStore, TurnTransaction } from '../../src/persistence/TurnStore.ts';
import { workflowSpec } from '../support/specs.ts';

/** A database that loses its first answer to a COMMIT, and refuses an id that it has. */
class ForgetfulStore implements TurnStore {
  readonly kept = new Map<string, ExecutionRow>();
  private hasForgotten = false;

  transact<T>(work: (transaction: TurnTransaction) => Promise<T>): Promise<T> {
    const commit: TurnTransaction['commit'] = async ({ newExecutions }) => {
      if (newExecutions.some(({ id }) => this.kept.has(id))) throw Object.assign(new Error(), { code: '23505' });
      for (const row of newExecutions) this.kept.set(row.id, row);
      if (this.hasForgotten) return;
      this.hasForgotten = true;
      throw new Error('The connection ended.');
    };
    return work({ commit } as TurnTransaction);
  }
}

it('a start whose commit was not answered is not made twice', async () => {
  const turns = new ForgetfulStore();
  const engine = new Engine({
    turns,
    channel: { prepare: () => ({ outbox: [], sends: [], afterCommit: async () => {} }) },
    clock: systemClock,
    log: silentLogger,
    specOf: () => Promise.reject(new Error('not asked for')),
    workflowNamed: async () => null,
    adhocAction: async () => null,
    hasAction: () => true,
    isInstant: () => false,
    actionProblem: () => null,
    onCommitted: () => {},
  });
  const workflow = { id: 'w', name: 'w', namespace: '', revision: 1, spec: workflowSpec({ one: {} }) };
  const start = { projectId: 'p', namespace: '', workflow, input: {}, params: {}, description: null };
  const asked = [1, 2, 3].map(() => engine.start({ ...start, idempotencyKey: null, requestHash: null }));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(turns.kept.size).toBe(3);
});
