import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { stringifyJson } from '../../src/base/json.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { ApiServer } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`callbacks${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open({ flags: ['--egress-allow', '127.0.0.1'] });
    const { errors } = await api.createWorkflows(`
version: '2.0'
ask:
  input: [url]
  tasks:
    ask:
      action: std.mistral_http
      input: {url: <% $.url %>, method: POST, json: {question: 1}}
      publish: {answer: <% task().result %>}
      publish-on-error: {answer: <% task().result %>}
      on-error: [late]
    late: {action: std.noop}
  output: {answer: <% $.answer %>}
`);
    expect(errors).toEqual([]);
  });
  afterAll(() => api.close());

  /** Starts the workflow, and answers with its id and what the server that it asks was told. */
  async function asked(): Promise<{ id: string; headers: IncomingMessage['headers']; callback: string }> {
    const told = Promise.withResolvers<IncomingMessage['headers']>();
    const server = createServer((request, response) => {
      told.resolve(request.headers);
      response.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close().closeAllConnections());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { execution, errors } = await api.start('ask', { input: { url: `http://127.0.0.1:${port}/` } });
    expect(errors).toEqual([]);
    const headers = await told.promise;
    return { id: execution.id, headers, callback: String(headers['mistral-callback-url']) };
  }

  const send = (url: string, body: string, more: RequestInit = {}) => fetch(url, { method: 'POST', body, ...more });
  const codeOf = async (response: Response) => {
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return [response.status, errors[0]?.extensions.code];
  };

  it('tell the server that is asked which action asks, and where its result goes', async () => {
    const { id, headers, callback } = await asked();
    expect(callback.startsWith(`${api.server.url}/callbacks/`)).toBe(true);
    expect(headers).toMatchObject({ 'mistral-workflow-name': 'ask', 'mistral-workflow-execution-id': id });
    const { execution } = await api.server.ask<{ execution: { tasks: { nodes: { id: string; actions: unknown }[] } } }>(
      'query ($id: ID!) { execution(id: $id) { tasks { nodes { id actions { nodes { id } } } } } }',
      { id },
    );
    expect(execution.tasks.nodes).toEqual([
      { id: headers['mistral-task-id'], actions: { nodes: [{ id: headers['mistral-action-execution-id'] }] } },
    ]);
    await send(callback, '');
  });

  it.each([
    ['{"price": 2.0, "b": [1]}', '{"price":2.0,"b":[1]}'],
    ['just text', '"just text"'],
    ['', 'null'],
  ])('take %o as the result', async (body, answer) => {
    const { id, callback } = await asked();
    expect((await send(callback, body)).status).toBe(204);
    const { state, output } = await api.end(id);
    expect([state, stringifyJson(output)]).toEqual(['SUCCESS', `{"answer":${answer}}`]);
  });

  it('take a failure', async () => {
    const { id, callback } = await asked();
    expect((await send(`${callback}?state=ERROR`, '{"why": "closed"}')).status).toBe(204);
    expect(await api.end(id)).toMatchObject({ state: 'SUCCESS', output: { answer: { why: 'closed' } } });
  });

  it('take state and output as Mistral is told them', async () => {
    const { id, callback } = await asked();
    const headers = { 'content-type': 'application/json' };
    const put = (body: string) => send(callback, body, { method: 'PUT', headers });
    expect(await codeOf(await put('{"output": 5}'))).toEqual([400, 'INVALID_INPUT']);
    expect(await codeOf(await put('{"state": "DONE"}'))).toEqual([400, 'INVALID_INPUT']);
    expect((await put('{"state": "SUCCESS", "output": {"x": 1}}')).status).toBe(204);
    expect(await api.end(id)).toMatchObject({ output: { answer: { x: 1 } } });
  });

  it('take one result', async () => {
    const { id, callback } = await asked();
    const answers = await Promise.all(['1', '2', '3'].map((body) => send(callback, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    const first = answers.findIndex(({ status }) => status === 204) + 1;
    expect(await api.end(id)).toMatchObject({ output: { answer: first } });
    expect(await codeOf(await send(callback, '4'))).toEqual([409, 'INVALID_STATE_TRANSITION']);
  });

  it('take none from who has only the id, nor by another method', async () => {
    const { id, headers, callback } = await asked();
    const actionId = String(headers['mistral-action-execution-id']);
    for (const token of [
      actionId,
      'x',
      callback
        .split('/')
        .at(-1)
        ?.replace(/^...../, 'AAAAA'),
    ]) {
      expect(await codeOf(await send(`${api.server.url}/callbacks/${token}`, '1'))).toEqual([404, 'NOT_FOUND']);
    }
    expect((await fetch(callback)).status).toBe(404);
    await send(callback, '"in time"');
    expect(await api.end(id)).toMatchObject({ output: { answer: 'in time' } });
  });

  it('refuse what is too large, and the action goes on', async () => {
    const { id, callback } = await asked();
    for (const length of [1024 * 1024, 9 * 1024 * 1024]) {
      expect(await codeOf(await send(callback, 'x'.repeat(length)))).toEqual([413, 'LIMIT_EXCEEDED']);
    }
    await send(callback, '1');
    expect(await api.end(id)).toMatchObject({ output: { answer: 1 } });
  });

  it('complete an action that runs alone', async () => {
    const told = Promise.withResolvers<string>();
    const server = createServer((request, response) => {
      told.resolve(String(request.headers['mistral-callback-url']));
      response.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close().closeAllConnections());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const query = `mutation ($input: RunActionInput!) { payload: runAction(input: $input) { actionExecution { id } } }`;
    const { payload } = await api.server.ask<{ payload: { actionExecution: { id: string } } }>(query, {
      input: { action: 'std.mistral_http', input: { url } },
    });
    expect((await send(await told.promise, '"alone"')).status).toBe(204);
    await eventually(async () => {
      const found = await api.server.ask('query ($id: ID!) { actionExecution(id: $id) { state output } }', {
        id: payload.actionExecution.id,
      });
      expect(found).toEqual({ actionExecution: { state: 'SUCCESS', output: { result: 'alone' } } });
    });
  });
});
