import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringifyJson } from '../../src/base/json.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

const DEFINITIONS = `
version: '2.0'
repeat:
  input:
    - value
    - note: none
  output: {value: <% $.value %>, note: <% $.note %>}
  tasks:
    pass: {action: std.echo output=<% $.value %>}
waiting:
  output: {answer: <% task(wait).result %>}
  tasks:
    wait: {action: std.async_noop}
broken:
  tasks:
    bad: {action: std.fail}
where:
  output: {region: <% env().region %>}
  tasks:
    nothing: {action: std.noop}
`;

interface Page {
  readonly nodes: { readonly id: string; readonly input: unknown }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string;
    readonly endCursor: string;
  };
  readonly totalCount: number;
}

describe.skipIf(!reachable)(`executions${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    expect((await api.createWorkflows(DEFINITIONS)).errors).toEqual([]);
  });
  afterAll(() => api.close());

  async function actionOf(executionId: string): Promise<string> {
    const query = 'query ($id: ID!) { execution(id: $id) { tasks { nodes { actions { nodes { id } } } } } }';
    const { execution } = await api.server.ask<{
      execution: { tasks: { nodes: { actions: { nodes: { id: string }[] } }[] } };
    }>(query, { id: executionId });
    return execution.tasks.nodes[0]?.actions.nodes[0]?.id as string;
  }

  async function complete(
    id: string,
    state: string,
    output?: unknown,
  ): Promise<{ actionExecution: unknown; errors: ErrorShown[] }> {
    const query = `mutation ($input: CompleteActionInput!) { payload: completeAction(input: $input) {
      actionExecution { state output accepted } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: never }>(query, { input: { id, state, output } })).payload;
  }

  it('run to their end and give their output', async () => {
    expect(await api.run('repeat', { input: { value: 'hello' } })).toMatchObject({
      state: 'SUCCESS',
      output: { value: 'hello', note: 'none' },
    });
  });

  it('keep numbers and the order of keys as they came', async () => {
    const value = '{"b":1,"a":2.0,"10":[12345678901234567890,1e300],"2":null}';
    const response = await fetch(`${api.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"mutation ($value: JSON) { startExecution(input: { workflow: \\"repeat\\", input: { value: $value } }) { execution { id input } } }","variables":{"value":${value}}}`,
    });
    const text = await response.text();
    expect(text).toContain(`"value":${value.replace('1e300', '1e+300')}`);
    const id = /"id":"([^"]+)"/.exec(text)?.[1] as string;
    const { output } = await api.end(id);
    expect(stringifyJson((output as { value: unknown }).value)).toBe(value.replace('1e300', '1e+300'));
  });

  it('are refused with the names that are missing and unexpected, and not stored', async () => {
    const count = async () =>
      (await api.server.ask<{ executions: Page }>('{ executions { totalCount } }')).executions.totalCount;
    const before = await count();
    const { execution, errors } = await api.start('repeat', { input: { valeu: 1 } });
    expect(execution).toBeNull();
    expect(errors).toMatchObject([
      {
        __typename: 'InvalidInputError',
        code: 'INVALID_INPUT',
        path: ['input', 'input'],
        missing: ['value'],
        unexpected: ['valeu'],
      },
    ]);
    expect((await api.start('repeat', { input: [1] })).errors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'input'] },
    ]);
    expect((await api.start('nothing_of_that_name')).errors).toMatchObject([
      { __typename: 'NotFoundError', kind: 'Workflow', name: 'nothing_of_that_name', path: ['input', 'workflow'] },
    ]);
    expect(await count()).toBe(before);
  });

  it('with an input that is too large are refused with the limit', async () => {
    const { errors } = await api.start('repeat', { input: { value: 'x'.repeat(1_100_000) } });
    expect(errors).toMatchObject([{ __typename: 'LimitExceededError', code: 'LIMIT_EXCEEDED', limit: 1_048_576 }]);
  });

  it('read the environment they were given', async () => {
    expect((await api.run('where', { params: { env: { region: 'north' } } })).output).toEqual({ region: 'north' });
    expect((await api.start('where', { params: { env: 'not_stored' } })).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'Environment', path: ['input', 'params', 'env'] },
    ]);
  });

  it('are started once for one idempotency key', async () => {
    const input = { value: 'once' };
    const [first, second] = await Promise.all([
      api.start('repeat', { input, idempotencyKey: 'key-1' }),
      api.start('repeat', { input, idempotencyKey: 'key-1' }),
    ]);
    expect(second.execution.id).toBe(first.execution.id);
    expect([first.replayed, second.replayed].sort()).toEqual([false, true]);
    expect(await api.start('repeat', { input, idempotencyKey: 'key-1' })).toMatchObject({
      execution: { id: first.execution.id },
      replayed: true,
    });
    expect((await api.start('repeat', { input: { value: 'other' }, idempotencyKey: 'key-1' })).errors).toMatchObject([
      { __typename: 'ConflictError', code: 'CONFLICT', existingId: first.execution.id },
    ]);
  });

  it('say why they failed', async () => {
    const { state, stateInfo } = await api.run('broken');
    expect(state).toBe('ERROR');
    expect(stateInfo).toContain('bad');
  });

  it('wait for an asynchronous action until somebody completes it', async () => {
    const { execution } = await api.start('waiting');
    const id = await actionOf(execution.id);
    expect(await complete(id, 'SUCCESS', { yes: 42 })).toMatchObject({
      actionExecution: { state: 'SUCCESS', output: { result: { yes: 42 } }, accepted: true },
      errors: [],
    });
    expect((await api.end(execution.id)).output).toEqual({ answer: { yes: 42 } });
    expect((await complete(id, 'ERROR')).errors).toMatchObject([
      {
        __typename: 'InvalidTransitionError',
        code: 'INVALID_STATE_TRANSITION',
        from: 'SUCCESS',
        to: 'ERROR',
        allowed: [],
      },
    ]);
  });

  it('end in an error with the reason an asynchronous action was given', async () => {
    const { execution } = await api.start('waiting');
    await complete(await actionOf(execution.id), 'ERROR', 'nobody answered');
    expect(await api.end(execution.id)).toMatchObject({
      state: 'ERROR',
      stateInfo: expect.stringContaining('nobody answered'),
    });
  });

  it('refuse a completion that is none', async () => {
    const { execution } = await api.start('waiting');
    expect((await complete(await actionOf(execution.id), 'RUNNING')).errors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'state'] },
    ]);
    expect((await complete('01a20dc9-49ab-7000-b9ab-e106a0bb2bcb', 'SUCCESS')).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'ActionExecution', path: ['input', 'id'] },
    ]);
  });

  it('are listed in pages, forwards and backwards, the newest first', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.unshift((await api.start('repeat', { input: { value: index }, description: 'paged' })).execution.id);
    }
    const page = async (part: string) =>
      (
        await api.server.ask<{ executions: Page }>(
          `{ executions(filter: { workflowName: { eq: "repeat" } }, ${part}) {
            nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        )
      ).executions;
    const first = await page('first: 2');
    expect(first.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    expect(second.pageInfo.hasPreviousPage).toBe(true);
    const back = await page(`last: 2, before: "${second.pageInfo.startCursor}"`);
    expect(back.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('and everything in them are found by their id alone', async () => {
    const { id } = await api.run('repeat', { input: { value: 1 } });
    const action = await actionOf(id);
    const nodes = await api.server.ask(
      'query ($id: ID!, $action: ID!) { execution: node(id: $id) { __typename id } action: node(id: $action) { __typename ... on ActionExecution { name } } none: node(id: "no-such-thing") { id } }',
      { id, action },
    );
    expect(nodes).toEqual({
      execution: { __typename: 'Execution', id },
      action: { __typename: 'ActionExecution', name: 'std.echo' },
      none: null,
    });
  });
});
