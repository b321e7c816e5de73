import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);
/** PostgreSQL has no U+0000. */
const NAME = 'a\0b';

describe.skipIf(!reachable)(`a text with U+0000${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  it('is the name of nothing', async () => {
    const query = `query ($name: String!) {
      workflow(name: $name) { id } action(name: $name) { id } environment(name: $name) { id } }`;
    expect(await api.server.ask(query, { name: NAME })).toEqual({ workflow: null, action: null, environment: null });
    expect((await api.start(NAME)).errors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'workflow'] }]);
    const run = `mutation ($name: String!) { runAction(input: { action: $name }) { ${ERRORS} } }`;
    expect(await api.server.ask(run, { name: NAME })).toMatchObject({
      runAction: { errors: [{ code: 'NOT_FOUND', kind: 'Action', name: NAME }] },
    });
  });

  it('is wrong input, and no fault of the service, wherever it does not belong', async () => {
    const read = 'query ($id: ID!, $name: String!) { execution(id: $id) { id } workbook(name: $name) { id } }';
    const { errors = [] } = await api.server.send(read, { id: NAME, name: NAME });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
    const cancel = `mutation ($id: ID!) { cancelExecution(input: { id: $id }) { ${ERRORS} } }`;
    expect(await api.server.ask(cancel, { id: NAME })).toMatchObject({
      cancelExecution: { errors: [{ code: 'INVALID_INPUT' }] },
    });
    await api.createWorkflows("version: '2.0'\nw:\n  tasks: {t: {action: std.noop}}\n");
    expect((await api.start('w', { namespace: NAME })).errors).toMatchObject([{ path: ['input', 'namespace'] }]);
    expect((await api.start('w', { idempotencyKey: NAME })).errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });

  it('stays whole in values, and does not keep the result of an action that says it from being stored', async () => {
    await api.createWorkflows(`version: '2.0'
says:
  input: [text]
  output: {text: <% $.text %>}
  output-on-error: {text: <% $.text %>}
  tasks: {say: {action: std.fail, input: {error_data: <% $.text %>}}}
`);
    const execution = await api.run('says', { input: { text: NAME }, description: `why ${NAME}` });
    expect(execution).toMatchObject({ state: 'ERROR', output: { text: NAME } });
    const query = `query ($id: ID!) { execution(id: $id) { description
      tasks { nodes { stateInfo actions { nodes { output } } } } } }`;
    expect(await api.server.ask(query, { id: execution.id })).toMatchObject({
      execution: {
        description: 'why a\uFFFDb',
        tasks: { nodes: [{ stateInfo: 'a\uFFFDb', actions: { nodes: [{ output: { result: NAME } }] } }] },
      },
    });
  });
});
