import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`HTTP${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  async function post(body: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${api.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  }

  it('answers /health once the roles are ready', async () => {
    const response = await fetch(`${api.server.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('answers in the media type that was asked for', async () => {
    const { type } = await post('{"query":"{ __typename }"}', { accept: 'application/graphql-response+json' });
    expect(type).toContain('application/graphql-response+json');
  });

  it('refuses a body over the limit, naming it', async () => {
    const { status, text } = await post(JSON.stringify({ query: `{ __typename } # ${'x'.repeat(8 * 1024 * 1024)}` }));
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 8_388_608 } }] });
  });

  it.each([
    ['a body that is not JSON', '{"query": ', 'BAD_REQUEST'],
    ['GraphQL that cannot be parsed', '{"query":"{ executions { "}', 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', '{"query":"{ exeuctions { totalCount } }"}', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of a wrong type',
      '{"query":"query ($id: ID!) { execution(id: $id) { id } }","variables":{"id":{}}}',
      'BAD_USER_INPUT',
    ],
  ])('refuses %s with a code, and no stack', async (_, body, code) => {
    const { status, text } = await post(body);
    expect(status).toBe(400);
    expect(JSON.parse(text).errors[0].extensions.code).toBe(code);
    expect(text).not.toMatch(/stack|node_modules/);
  });

  it('refuses more than 200 items at once, naming the limit', async () => {
    const { errors } = await api.server.send('{ executions(first: 201) { totalCount } }');
    expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: 200, actual: 201 } }]);
  });

  it('refuses a cursor that is none of a list', async () => {
    const { errors } = await api.server.send('{ executions(after: "nonsense") { totalCount } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });

  it('does not take a request that a form on another site could send', async () => {
    const { status } = await post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' });
    expect(status).toBe(400);
  });

  it('says what an expression gives, or what is wrong with it', async () => {
    const ask = (expression: unknown, data?: unknown) =>
      api.server.ask(
        'query ($expression: JSON!, $data: JSON) { evaluate(expression: $expression, data: $data) { value error } }',
        {
          expression,
          data,
        },
      );
    expect(await ask('<% $.a + 1 %>', { a: 2 })).toEqual({ evaluate: { value: 3, error: null } });
    expect(await ask({ sum: '{{ _.a }}', same: 1 }, { a: 2 })).toEqual({
      evaluate: { value: { sum: 2, same: 1 }, error: null },
    });
    expect(await ask('<% $.a + %>')).toMatchObject({ evaluate: { value: null, error: expect.any(String) } });
    expect(await ask('<% null %>')).toEqual({ evaluate: { value: null, error: null } });
  });

  it('lists the actions that tasks can run, with the schema of their input', async () => {
    const { actions } = await api.server.ask<{ actions: { nodes: { name: string; inputSchema: object }[] } }>(
      '{ actions(filter: { name: { startsWith: "std." } }) { nodes { name inputSchema } } }',
    );
    expect(actions.nodes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['std.async_noop', 'std.echo', 'std.fail', 'std.http', 'std.noop', 'std.sleep']),
    );
    expect(actions.nodes.find(({ name }) => name === 'std.echo')?.inputSchema).toMatchObject({ type: 'object' });
  });
});
