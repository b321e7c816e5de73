import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiServer } from '../api/ApiServer.ts';
import { createPostgres, isReachable } from '../support/databases.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`standard actions${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    const { errors } = await api.createWorkflows(`
version: '2.0'
even:
  input: [length]
  tasks:
    count:
      action: std.javascript
      input:
        script: |
          let numbers = Array.from({length: $['length']}, (x, i) => i);
          return numbers.filter(x => x % 2 === 0).length;
        context: <% $ %>
      publish: {count: <% task().result %>}
  output: {count: <% $.count %>}
hostile:
  input: [scripts]
  tasks:
    run:
      with-items: script in <% $.scripts %>
      action: std.js
      input: {script: <% $.script %>, timeout: 0.5, memory_limit_mb: 16}
`);
    expect(errors).toEqual([]);
  });
  afterAll(() => api.close());

  it('evaluate JavaScript over the context', async () => {
    expect(await api.run('even', { input: { length: 1001 } })).toMatchObject({
      state: 'SUCCESS',
      output: { count: 501 },
    });
  });

  it('contain hostile scripts, and the server goes on as it was', async () => {
    const scripts = [
      'for (;;);',
      'return new Array(4e9).join("x")',
      'const all = []; for (;;) all.push(new Array(1e5).fill(1))',
      'return new ArrayBuffer(10e9)',
      'const down = () => down(); return down()',
      'return (function () { return this })().process.exit(1)',
      'return this.constructor.constructor("return process")().env',
    ];
    const { id, state } = await api.run('hostile', { input: { scripts } });
    expect(state).toBe('ERROR');
    const query = `query ($id: ID!) { execution(id: $id) { tasks { nodes { actions { nodes { state stateInfo } } } } } }`;
    const found = await api.server.ask<{
      execution: { tasks: { nodes: { actions: { nodes: { state: string; stateInfo: string }[] } }[] } };
    }>(query, { id });
    const actions = found.execution.tasks.nodes.flatMap((task) => task.actions.nodes);
    expect(actions.map((action) => action.state)).toEqual(scripts.map(() => 'ERROR'));
    expect(actions.filter(({ stateInfo }) => !/script|Error|not defined/i.test(stateInfo))).toEqual([]);
    expect(await api.run('even', { input: { length: 3 } })).toMatchObject({ output: { count: 2 } });
    expect(api.server.log).toBe('');
  });
});
