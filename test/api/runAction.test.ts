import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

interface RunShown {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly taskId: string | null;
  readonly input: unknown;
  readonly output: unknown;
}
interface Payload {
  readonly actionExecution: RunShown | null;
  readonly errors: ErrorShown[];
}

const RUN = 'id name state stateInfo taskId input output';
const ACTIONS = `version: '2.0'
greet:
  base: std.echo
  base-input: {output: 'Hello, <% $.name %><% $.mark %>'}
  input: [name, {mark: '!'}]
  output: {text: <% $ %>, length: <% $.len() %>}
polite: {base: greet, base-input: {name: 'dear <% $.name %>'}, input: [name]}
homeless: {base: nowhere}
around: {base: around}
told: {base: std.async_noop, output: {told: <% $ %>}}
place: {base: std.echo, base-input: {output: <% env() %>}}
`;

describe.skipIf(!reachable)(`an action that runs alone${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    const create = `mutation ($input: CreateActionsInput!) { createActions(input: $input) { ${ERRORS} } }`;
    const made = await Promise.all([
      api.server.ask(create, { input: { definition: ACTIONS } }),
      api.server.ask(create, { input: { definition: ACTIONS.replaceAll('Hello', 'Hey'), namespace: 'other' } }),
    ]);
    expect(made).toEqual([{ createActions: { errors: [] } }, { createActions: { errors: [] } }]);
  });
  afterAll(() => api.close());

  async function change(mutation: string, type: string, input: object): Promise<Payload> {
    const query = `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { actionExecution { ${RUN} } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload }>(query, { input })).payload;
  }
  const run = (action: string, more: object = {}) => change('runAction', 'RunActionInput', { action, ...more });
  const complete = (id: string, state: string, output?: unknown) =>
    change('completeAction', 'CompleteActionInput', { id, state, output });

  async function ran(action: string, more: object = {}): Promise<RunShown> {
    const { actionExecution, errors } = await run(action, more);
    if (!actionExecution) throw new Error(errors.map(({ message }) => message).join('; '));
    return actionExecution;
  }

  async function shown(id: string): Promise<RunShown | null> {
    const query = `query ($id: ID!) { actionExecution(id: $id) { ${RUN} } }`;
    return (await api.server.ask<{ actionExecution: RunShown | null }>(query, { id })).actionExecution;
  }

  it('is queued, ends by itself, and is found by its id', async () => {
    const { id, ...begun } = await ran('std.echo', { input: { output: '<% 1 + 1 %>' } });
    expect(begun).toMatchObject({ name: 'std.echo', taskId: null, input: { output: '<% 1 + 1 %>' } });
    const ended = await eventually(async () => {
      const found = await shown(id);
      expect(found?.state).toBe('SUCCESS');
      return found;
    });
    expect(ended?.output).toEqual({ result: '<% 1 + 1 %>' });
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(await api.server.ask(query, { id })).toEqual({ node: { __typename: 'ActionExecution', id } });
  });

  it('is one of a definition, which makes its own of input and result, in its namespace', async () => {
    const input = { name: 'you' };
    expect(await ran('greet', { input, runSync: true })).toMatchObject({
      ...{ name: 'greet', state: 'SUCCESS', input, output: { result: { text: 'Hello, you!', length: 11 } } },
    });
    expect(await ran('polite', { input, runSync: true, namespace: 'other' })).toMatchObject({
      ...{ name: 'polite', state: 'SUCCESS', output: { result: { text: 'Hey, dear you!', length: 14 } } },
    });
    expect((await ran('place', { runSync: true })).output).toEqual({ result: {} });
  });

  it('fails when its own values are wrong or its time is over, and says so to whoever waits', async () => {
    const wrong = await ran('std.echo', { input: { output: 1, delay: 'long' }, runSync: true });
    expect(wrong).toMatchObject({ state: 'ERROR', stateInfo: expect.stringContaining('wrong=[delay: ') });
    const slow = await ran('std.sleep', { input: { seconds: 60 }, timeoutSeconds: 0.2, runSync: true });
    expect(slow).toMatchObject({ state: 'ERROR', stateInfo: expect.stringContaining('timeout') });
    expect((await ran('std.fail', { input: { error_data: { a: 1 } }, runSync: true })).output).toEqual({
      result: { a: 1 },
    });
  });

  it('is gone with the answer where it is not kept, whether it succeeds or fails', async () => {
    const input = { output: { big: 'x'.repeat(1000) } };
    const [good, bad] = await Promise.all([
      ran('std.echo', { input, saveResult: false }),
      ran('std.fail', { saveResult: false, runSync: true }),
    ]);
    expect(good).toMatchObject({ state: 'SUCCESS', input, output: { result: input.output } });
    expect(bad).toMatchObject({ state: 'ERROR', output: { result: expect.any(String) } });
    expect([await shown(good.id), await shown(bad.id)]).toEqual([null, null]);
    expect(await complete(good.id, 'SUCCESS')).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] });
  });

  it('that somebody else completes waits for that, once', async () => {
    expect((await run('std.async_noop', { runSync: true })).errors).toMatchObject([
      {
        ...{ code: 'INVALID_INPUT', path: ['input', 'runSync'] },
        message: "Action 'std.async_noop' does not support synchronous execution.",
      },
    ]);
    const { id, state, output } = await ran('told', { saveResult: false, namespace: 'other' });
    expect({ state, output }).toEqual({ state: 'RUNNING', output: null });
    expect((await complete(id, 'SUCCESS', 7)).actionExecution).toMatchObject({
      ...{ state: 'SUCCESS', output: { result: { told: 7 } } },
    });
    expect((await complete(id, 'ERROR', 8)).errors).toMatchObject([
      { code: 'INVALID_STATE_TRANSITION', from: 'SUCCESS', to: 'ERROR' },
    ]);
    expect((await shown(id))?.output).toEqual({ result: { told: 7 } });
  });

  it('can be held, and cancelled', async () => {
    const { id } = await ran('std.async_noop');
    const update = (state: string) => change('updateAction', 'UpdateActionInput', { id, state });
    expect((await update('PAUSED')).actionExecution).toMatchObject({ state: 'PAUSED' });
    expect((await update('RUNNING')).actionExecution).toMatchObject({ state: 'RUNNING' });
    expect((await complete(id, 'CANCELLED')).actionExecution).toMatchObject({ state: 'CANCELLED' });
    expect((await update('PAUSED')).errors).toMatchObject([{ code: 'INVALID_STATE_TRANSITION', from: 'CANCELLED' }]);
  });

  it.each<[string, string, object, object]>([
    ['nobody has', 'nowhere', {}, { code: 'NOT_FOUND', kind: 'Action', name: 'nowhere', path: ['input', 'action'] }],
    ['stands on nothing', 'homeless', {}, { code: 'NOT_FOUND', name: 'nowhere', path: ['input', 'action'] }],
    ['leads back to itself', 'around', {}, { code: 'INVALID_INPUT', path: ['input', 'action'] }],
    [
      ...(['lacks input of a plugin', 'std.echo', { input: {} }] as const),
      { code: 'INVALID_INPUT', path: ['input', 'input'], missing: ['output'], unexpected: [] },
    ],
    [
      ...(['has input that no definition asks for', 'greet', { input: { nmae: 1 } }] as const),
      { code: 'INVALID_INPUT', path: ['input', 'input'], missing: ['name'], unexpected: ['nmae'] },
    ],
    ['is given no object', 'std.noop', { input: [1] }, { code: 'INVALID_INPUT', path: ['input', 'input'] }],
    [
      ...(['is given too much', 'std.echo', { input: { output: 'x'.repeat(1024 * 1024) } }] as const),
      { code: 'LIMIT_EXCEEDED', path: ['input', 'input'] },
    ],
    ['has no time', 'std.noop', { timeoutSeconds: 0 }, { code: 'INVALID_INPUT', path: ['input', 'timeoutSeconds'] }],
    ['is in no namespace', 'std.noop', { namespace: ' ' }, { code: 'INVALID_INPUT', path: ['input', 'namespace'] }],
  ])('is refused where it %s', async (_, action, more, error) => {
    expect(await run(action, { runSync: true, ...more })).toMatchObject({ actionExecution: null, errors: [error] });
  });
});
