import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

const DEFINITION = `
version: '2.0'
held:
  input: [value]
  tasks:
    wait: {action: std.async_noop}
`;
const STREAM = `subscription ($id: ID!, $after: EventCursor) { executionStream(id: $id, after: $after) {
  kind: __typename
  ... on Snapshot { cursor execution { state input } }
  ... on ExecutionStateChanged { cursor to execution { input } }
  ... on TaskStateChanged { cursor to } ... on ActionStateChanged { cursor to } } }`;

interface Item {
  readonly executionStream: { readonly kind: string; readonly cursor: string; readonly to?: string };
}

describe.skipIf(!reachable)(`server-sent events${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    expect((await api.createWorkflows(DEFINITION)).errors).toEqual([]);
  });
  afterAll(() => api.close());

  const client = () => createClient({ url: `${api.server.url}/graphql`, retryAttempts: 0 });
  const post = (query: string, variables: object = {}) =>
    fetch(`${api.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables }),
    });

  it('carry a stream, which goes on after its last cursor', async () => {
    const { execution } = await api.start('held', { input: { value: 1 } });
    const first = client();
    const stream = first.iterate<Item>({ query: STREAM, variables: { id: execution.id } });
    const { value } = await stream.next();
    expect(value?.data?.executionStream.kind).toBe('Snapshot');
    const after = value?.data?.executionStream.cursor;
    await stream.return?.();
    await api.server.ask('mutation ($id: ID!) { cancelExecution(input: { id: $id }) { errors { message } } }', {
      id: execution.id,
    });
    const told: string[] = [];
    for await (const { data } of client().iterate<Item>({ query: STREAM, variables: { id: execution.id, after } })) {
      told.push(`${data?.executionStream.kind} ${data?.executionStream.to}`);
      if (told.at(-1)?.startsWith('Execution')) break;
    }
    expect(told.at(-1)).toBe('ExecutionStateChanged CANCELLED');
    first.dispose();
  });

  it('keep every digit', async () => {
    const { execution } = await api.start('held', { input: { value: 1 } });
    const text = await (await post('{ evaluate(expression: "<% 12345678901234567890 + 1 %>") { value } }')).text();
    expect(text).toContain('"value":12345678901234567891');
    expect(text).toMatch(/^event: next\ndata: \{"data"/m);
    expect(text).toMatch(/^event: complete$/m);
    expect(execution.state).toBe('RUNNING');
  });

  it('say what is wrong as data of the stream', async () => {
    const missing = await (await post(STREAM, { id: '01a20dea-2643-7000-847d-2203e8ff0c1e' })).text();
    expect(missing).toContain('"code":"NOT_FOUND"');
    expect(await (await post('{ exeuctions { totalCount } }')).text()).toContain('Cannot query field');
  });

  it('end with the server', { timeout: 120_000 }, async () => {
    const server = await ApiServer.open();
    const response = await fetch(`${server.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { executionsStream { ... on ExecutionsSnapshot { totalCount } } }' }),
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes('"totalCount":0')) text += new TextDecoder().decode((await reader.read()).value);
    await server.close();
    while (!(await reader.read()).done);
  });
});
