import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiServer } from '../api/ApiServer.ts';
import { Command } from '../cli/Command.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';

const reachable = await isReachable(createPostgres);
const GRACE_SECONDS = 1;
const LONG = { timeout: 240_000 };

const CRASHING = `import { defineAction, definePlugin, z } from 'tramontane/plugin';
const act = (name, run) =>
  defineAction({ name: 'crashing.' + name, description: 'Is no good.', input: z.object({ n: z.number().default(0) }), examples: [], run });
export default definePlugin({
  name: 'crashing',
  version: '1.0.0',
  actions: [
    act('exit', ({ n }) => process.exit(n % 2 === 0 ? 3 : 4)),
    act('loop', (_, ctx) => {
      ctx.log.info('looping', { loopPid: process.pid });
      // The line is sent before the loop begins, and nothing is ever done after that.
      return new Promise(() => setTimeout(() => { for (;;); }, 50));
    }),
  ],
});`;

const WORKFLOWS = `
version: '2.0'
crash_often:
  tasks:
    crash:
      with-items: n in <% range(100) %>
      action: crashing.exit n=<% $.n %>
      concurrency: 8
loop_for_ever:
  tasks:
    loop: {action: crashing.loop}
`;

const GREETING = `
version: '2.0'
greet_twice:
  tasks:
    first: {action: acme.hello, input: {name: Ada}, publish: {first: <% task().result.text %>}, on-success: [change]}
    change: {action: std.async_noop, on-success: [second]}
    second: {action: acme.hello, input: {name: Ada}, publish: {second: <% task().result.text %>}}
  output: {texts: ["<% $.first %>", "<% $.second %>"]}
`;

interface ActionSeen {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly stateInfo: string | null;
}

describe.skipIf(!reachable)(`plugins of a running server${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let folder: string;
  let api: ApiServer;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tramontane-plugins-')));
    mkdirSync(join(folder, 'plugins/crashing'), { recursive: true });
    writeFileSync(join(folder, 'plugins/crashing/index.js'), CRASHING);
    api = await ApiServer.open({
      flags: [
        '--plugins',
        join(folder, 'plugins'),
        '--grace-seconds',
        String(GRACE_SECONDS),
        '--executor-groups',
        'blue',
      ],
      env: { TRAMONTANE_LOG_LEVEL: 'info' },
    });
    expect((await api.createWorkflows(WORKFLOWS)).errors).toEqual([]);
  }, 60_000);
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  const actionsOf = async (id: string): Promise<ActionSeen[]> => {
    const query = `query ($id: ID!) { execution(id: $id) {
      tasks { nodes { actions(first: 200) { nodes { id name state stateInfo } } } } } }`;
    type Answer = { execution: { tasks: { nodes: { actions: { nodes: ActionSeen[] } }[] } } };
    const { execution } = await api.server.ask<Answer>(query, { id });
    return execution.tasks.nodes.flatMap(({ actions }) => actions.nodes);
  };
  const hello = () => join(folder, 'plugins/acme/hello.ts');
  const plugin = async (...args: string[]) => {
    const command = Command.start(['plugin', ...args], { folder });
    expect(await command.exitCode(), command.stderr).toBe(0);
  };

  it('are begun, tested, edited and used by a workflow that runs, without a restart', LONG, async () => {
    await plugin('new', 'acme');
    await plugin('test', 'plugins/acme');
    await eventually(async () => {
      const { action } = await api.server.ask<{ action: unknown }>('{ action(name: "acme.hello") { plugin } }');
      expect(action).toEqual({ plugin: 'acme' });
    });
    expect((await api.createWorkflows(GREETING)).errors).toEqual([]);
    const { execution } = await api.start('greet_twice');
    const waiting = await eventually(async () => {
      const found = (await actionsOf(execution.id)).find(({ name }) => name === 'std.async_noop');
      return found ?? expect.fail('not there yet');
    });
    const checksum = async () => {
      type Answer = { plugins: { name: string; checksum: string; problems: string[] }[] };
      const { plugins } = await api.server.ask<Answer>('{ plugins { name checksum problems } }');
      return plugins.find(({ name }) => name === 'acme');
    };
    const before = await checksum();
    writeFileSync(hello(), readFileSync(hello(), 'utf8').replace('Hello, ', 'Good morning, '));
    await eventually(async () => expect((await checksum())?.checksum).not.toBe(before?.checksum));
    const complete =
      'mutation ($id: ID!) { completeAction(input: { id: $id, state: SUCCESS }) { errors { message } } }';
    await api.server.ask(complete, { id: waiting.id });
    expect(await api.end(execution.id)).toMatchObject({
      state: 'SUCCESS',
      output: { texts: ['Hello, Ada!', 'Good morning, Ada!'] },
    });
  });

  it('are announced with what they are, and so is the executor that has them', async () => {
    const query = `{ plugins { name version isolation problems actions permissions { read run } environment }
      executors { groups isLive slots actions plugins { name checksum } } }`;
    type Answer = { plugins: { name: string }[]; executors: { plugins: { name: string }[]; actions: string[] }[] };
    const { plugins, executors } = await api.server.ask<Answer>(query);
    const named = (name: string) => plugins.find((each) => each.name === name);
    expect(named('std')).toMatchObject({ isolation: 'IN_PROCESS', problems: [] });
    expect(named('files')).toMatchObject({
      isolation: 'PROCESS',
      permissions: { read: ['*'], run: false },
      environment: ['FILES_ROOTS'],
    });
    expect(named('crashing')).toMatchObject({ version: '1.0.0', actions: ['crashing.exit', 'crashing.loop'] });
    expect(executors).toMatchObject([{ groups: ['blue'], isLive: true, slots: 128 }]);
    expect(executors[0]?.actions).toContain('crashing.loop');
  });

  it(
    'that crash a hundred times in a row fail each time with a reason, and leave the executor healthy',
    LONG,
    async () => {
      const { execution } = await api.start('crash_often');
      await eventually(
        async () => expect((await actionsOf(execution.id)).filter(({ state }) => state === 'ERROR')).toHaveLength(100),
        200_000,
      );
      expect(await api.end(execution.id)).toMatchObject({ state: 'ERROR' });
      const reasons = new Set((await actionsOf(execution.id)).map(({ stateInfo }) => stateInfo));
      expect([...reasons].sort()).toEqual(
        [3, 4].map((code) => `The process of the action ended with exit code ${code} before it had a result.`),
      );
      const run = `mutation { runAction(input: { action: "files.digest", input: { path: "package.json" }, runSync: true }) {
      actionExecution { state } errors { message } } }`;
      expect(await api.server.ask(run)).toEqual({ runAction: { actionExecution: { state: 'SUCCESS' }, errors: [] } });
    },
  );

  it('that do not heed a cancel are gone within the grace period and a second', LONG, async () => {
    const { execution } = await api.start('loop_for_ever');
    const pid = await eventually(() => {
      const found = /"loopPid":(\d+)/.exec(api.server.log)?.[1];
      return Number(found ?? expect.fail('not there yet'));
    });
    const cancel =
      'mutation ($id: ID!) { cancelExecution(input: { id: $id, reason: "enough" }) { errors { message } } }';
    await api.server.ask(cancel, { id: execution.id });
    const cancelledMs = performance.now();
    await eventually(() => expect(existsSync(`/proc/${pid}`)).toBe(false));
    expect(performance.now() - cancelledMs).toBeLessThan((GRACE_SECONDS + 1) * 1000);
    await eventually(async () => {
      expect(await actionsOf(execution.id)).toMatchObject([{ state: 'CANCELLED', stateInfo: 'enough' }]);
    });
  });
});
