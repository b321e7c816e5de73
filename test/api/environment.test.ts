import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringifyJson } from '../../src/base/json.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

interface Payload {
  readonly environment: { id: string; variables: unknown; description: string | null; scope: string } | null;
  readonly errors: ErrorShown[];
}

const READ_ENV = `version: '2.0'
reads_env:
  output: {place: <% $.place %>}
  tasks:
    wait: {action: std.async_noop, publish: {place: <% env().place %>}}
`;

describe.skipIf(!reachable)(`environments${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  async function change(verb: 'create' | 'update', input: object): Promise<Payload> {
    const type = verb === 'create' ? 'CreateEnvironmentInput' : 'UpdateEnvironmentInput';
    const query = `mutation ($input: ${type}!) {
      payload: ${verb}Environment(input: $input) { environment { id variables description scope } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload }>(query, { input })).payload;
  }

  async function stored(name: string, variables: unknown, more: object = {}): Promise<string> {
    const { environment, errors } = await change('create', { name, variables, ...more });
    if (!environment) throw new Error(errors.map(({ message }) => message).join('; '));
    return environment.id;
  }

  it('come back as they were given, numbers and order included', async () => {
    const variables = '{"b":1.0,"a":12345678901234567890,"nested":{"10":[1e16,null],"9":"x"},"__proto__":{"c":true}}';
    const body = (query: string) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: query,
    });
    const create = `{"query":"mutation ($variables: JSON!) { createEnvironment(input: { name: \\"exact\\", variables: $variables }) { environment { variables } } }","variables":{"variables":${variables}}}`;
    const kept = variables.replace('1e16', '1e+16');
    expect(await (await fetch(`${api.server.url}/graphql`, body(create))).text()).toContain(kept);
    const read = '{"query":"{ environment(name: \\"exact\\") { variables } environments { nodes { variables } } }"}';
    const shown = await (await fetch(`${api.server.url}/graphql`, body(read))).text();
    expect(shown.split(kept)).toHaveLength(3);
  });

  it('are found by name, as nodes and in a list', async () => {
    const id = await stored('sought', {}, { description: 'for the search', scope: 'PUBLIC' });
    const query = `query ($id: ID!) {
      environment(name: "sought") { id description scope variables }
      missing: environment(name: "nowhere") { id }
      node(id: $id) { __typename ... on Environment { name variables } }
      environments(filter: { name: { startsWith: "sou" } }) { nodes { id } totalCount }
    }`;
    expect(await api.server.ask(query, { id })).toEqual({
      environment: { id, description: 'for the search', scope: 'PUBLIC', variables: {} },
      missing: null,
      node: { __typename: 'Environment', name: 'sought', variables: {} },
      environments: { nodes: [{ id }], totalCount: 1 },
    });
  });

  it('exist once', async () => {
    await stored('once', {});
    expect(await change('create', { name: 'once', variables: {} })).toMatchObject({
      environment: null,
      errors: [{ code: 'ALREADY_EXISTS', kind: 'Environment', name: 'once', path: ['input', 'name'] }],
    });
  });

  it.each<[string, object, object]>([
    ['a name of 201 characters', { name: 'n'.repeat(201), variables: {} }, { code: 'LIMIT_EXCEEDED', limit: 200 }],
    ['an empty name', { name: ' ', variables: {} }, { code: 'INVALID_INPUT', path: ['input', 'name'] }],
    ['a name with a space at its end', { name: 'a ', variables: {} }, { code: 'INVALID_INPUT' }],
    ['a list of variables', { name: 'list', variables: [] }, { code: 'INVALID_INPUT', path: ['input', 'variables'] }],
    [
      'too much',
      { name: 'large', variables: { a: 'x'.repeat(1024 * 1024) } },
      { code: 'LIMIT_EXCEEDED', limit: 1024 * 1024 },
    ],
  ])('are refused with %s', async (_, input, error) => {
    expect(await change('create', input)).toMatchObject({ environment: null, errors: [error] });
  });

  it('may have a name of 200 characters', async () => {
    expect(await stored('n'.repeat(200), {})).toBeTypeOf('string');
  });

  it('change what is given, and keep the rest', async () => {
    await stored('changing', { a: 1 }, { description: 'first', scope: 'PUBLIC' });
    const { environment } = await change('update', { name: 'changing', variables: { b: 2 } });
    expect(environment).toMatchObject({ variables: { b: 2 }, description: 'first', scope: 'PUBLIC' });
    const { environment: bare } = await change('update', { name: 'changing', description: null });
    expect(bare).toMatchObject({ variables: { b: 2 }, description: null });
    expect((await change('update', { name: 'nowhere', variables: {} })).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'Environment', path: ['input', 'name'] },
    ]);
  });

  it('are copied by an execution that is started with their name', async () => {
    await api.createWorkflows(READ_ENV);
    const id = await stored('copied', { place: 'here', size: 2 });
    const { execution } = await api.start('reads_env', { params: { env: 'copied' } });
    await change('update', { name: 'copied', variables: { place: 'there' } });
    await api.server.ask('mutation ($id: ID!) { deleteEnvironment(input: { id: $id }) { deletedId } }', { id });
    const { running } = await api.server.ask<{
      running: { env: object; tasks: { nodes: { actions: { nodes: { id: string }[] } }[] } };
    }>('query ($id: ID!) { running: execution(id: $id) { env tasks { nodes { actions { nodes { id } } } } } }', {
      id: execution.id,
    });
    expect(stringifyJson(running.env)).toBe('{"place":"here","size":2}');
    const complete =
      'mutation ($id: ID!) { completeAction(input: { id: $id, state: SUCCESS }) { errors { message } } }';
    await api.server.ask(complete, { id: running.tasks.nodes[0]?.actions.nodes[0]?.id });
    expect((await api.end(execution.id)).output).toEqual({ place: 'here' });
  });

  it('that do not exist keep an execution from starting', async () => {
    await api.createWorkflows(READ_ENV.replace('reads_env', 'reads_none'));
    expect((await api.start('reads_none', { params: { env: 'nowhere' } })).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'Environment', name: 'nowhere', path: ['input', 'params', 'env'] },
    ]);
  });

  it('go when they are deleted', async () => {
    const id = await stored('leaving', {});
    const remove = `mutation ($id: ID!) { deleteEnvironment(input: { id: $id }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(remove, { id })).toMatchObject({ deleteEnvironment: { deletedId: id, errors: [] } });
    expect(await api.server.ask(remove, { id })).toMatchObject({
      deleteEnvironment: { deletedId: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }] },
    });
    expect(await api.server.ask('{ environment(name: "leaving") { id } }')).toEqual({ environment: null });
  });

  it('may change or go between a request and its repetition', async () => {
    await api.createWorkflows(READ_ENV.replace('reads_env', 'repeated'));
    const id = await stored('fleeting', { place: 'here' });
    const request = { params: { env: 'fleeting' }, idempotencyKey: 'with-env' };
    const { execution } = await api.start('repeated', request);
    const replay = { execution: { id: execution.id }, replayed: true, errors: [] };
    await change('update', { name: 'fleeting', variables: { place: 'there' } });
    expect(await api.start('repeated', request)).toMatchObject(replay);
    await api.server.ask('mutation ($id: ID!) { deleteEnvironment(input: { id: $id }) { deletedId } }', { id });
    expect(await api.start('repeated', request)).toMatchObject(replay);
    const other = { ...request, params: { env: { place: 'here' } } };
    expect((await api.start('repeated', other)).errors).toMatchObject([{ code: 'CONFLICT', existingId: execution.id }]);
  });
});
