import { describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';

const reachable = await isReachable(createPostgres);
const RUNS = 8;

const DEFINITION = `
version: '2.0'
tick:
  tasks:
    one: {action: std.noop}
`;
const CREATE = `mutation ($name: String!, $overlap: OverlapPolicy!) {
  createCronTrigger(input: { name: $name, workflow: "tick", pattern: "* * * * * *", missed: ALL, overlap: $overlap, remainingExecutions: ${RUNS} }) {
    cronTrigger { id } errors { message }
  }
}`;
const LIST = `query ($id: ID!) {
  cronTrigger(id: $id) { state executions(first: 100) { nodes { state triggeredBy { scheduledFor } } } }
}`;

interface Listed {
  readonly cronTrigger: {
    readonly state: string;
    readonly executions: {
      readonly nodes: readonly { readonly state: string; readonly triggeredBy: { readonly scheduledFor: string } }[];
    };
  };
}

/** Where a scheduler may die, and how often it comes by before that. */
const DEATHS = ['trigger.fetched:2', 'turn.beforeCommit:3', 'turn.committing:4', 'turn.afterCommit:2'];

describe.skipIf(!reachable)(`schedulers${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  it('fire each second of a trigger once, while they are killed and others take their place', {
    timeout: 120_000,
  }, async () => {
    const database = await createPostgres();
    const flags = ['--database-url', database.url];
    const deaths = [...DEATHS];
    const api = await Server.start({ flags: [...flags, '--roles', 'api,engine,executor'] });
    await api.ask(
      'mutation ($text: String!) { createWorkflows(input: { definition: $text }) { errors { message } } }',
      { text: DEFINITION },
    );
    const workers = new Set<Server>();
    let isOver = false;
    /** A scheduler that dies somewhere, and another one in its place, until every death has been died. */
    const seat = async () => {
      while (!isOver) {
        const death = deaths.pop();
        const env: Record<string, string> = death === undefined ? {} : { TRAMONTANE_CRASH_AT: death };
        const server = await Server.start({ flags: [...flags, '--roles', 'scheduler,engine'], env });
        workers.add(server);
        if (isOver) await server.kill();
        await server.ended();
        workers.delete(server);
      }
    };
    try {
      const ids: string[] = [];
      for (const overlap of ['ALLOW', 'QUEUE']) {
        const { createCronTrigger } = await api.ask<{ createCronTrigger: { cronTrigger: { id: string } } }>(CREATE, {
          name: overlap,
          overlap,
        });
        ids.push(createCronTrigger.cronTrigger.id);
      }
      const seats = [seat(), seat()];
      for (const id of ids) {
        const { executions } = await eventually(async () => {
          const { cronTrigger } = await api.ask<Listed>(LIST, { id });
          const states = cronTrigger.executions.nodes.map(({ state }) => state);
          expect(cronTrigger.state).toBe('FINISHED');
          expect(states).toEqual(Array(RUNS).fill('SUCCESS'));
          return cronTrigger;
        }, 90_000);
        const times = executions.nodes.map(({ triggeredBy }) => Date.parse(triggeredBy.scheduledFor)).sort();
        expect(times).toEqual(Array.from({ length: RUNS }, (_, index) => (times[0] as number) + index * 1_000));
      }
      expect(deaths).toEqual([]);
      isOver = true;
      for (const server of workers) await server.kill();
      await Promise.all(seats);
    } finally {
      isOver = true;
      for (const server of workers) await server.kill();
      await api.stop();
      await database.drop();
    }
  });
});
