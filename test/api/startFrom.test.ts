import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

const DEFINITION = `
version: '2.0'
greet:
  input: [name, {greeting: Hello}]
  output: {said: <% $.greeting %> <% $.name %>, where: <% env().get(place) %>, when: <% env().get(time) %>}
  tasks: {t: {action: std.noop}}
other: {input: [name, greeting], output: {name: <% $.name %>}, tasks: {t: {action: std.noop}}}
`;

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly description: string | null;
  readonly sourceId: string | null;
  readonly startsAt: string | null;
  readonly workflowRevision: number;
  readonly finishedAt: string | null;
}
interface Payload {
  readonly execution: Shown;
  readonly replayed: boolean;
  readonly errors: ErrorShown[];
}
const SHOWN = 'id state stateInfo description sourceId startsAt workflowRevision finishedAt';

describe.skipIf(!reachable)(`a start${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    await api.createWorkflows(DEFINITION);
  });
  afterAll(() => api?.close());

  async function start(workflow: string, more: object = {}): Promise<Payload> {
    const query = `mutation ($input: StartExecutionInput!) { payload: startExecution(input: $input) {
      execution { ${SHOWN} } replayed ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload }>(query, { input: { workflow, ...more } })).payload;
  }

  async function change(verb: string, type: string, input: object): Promise<Payload> {
    const query = `mutation ($input: ${type}!) { payload: ${verb}(input: $input) { execution { ${SHOWN} } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload }>(query, { input })).payload;
  }

  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

  it('from another execution takes what that was given, but for what is given anew', async () => {
    const params = { env: { place: 'here', time: '<% 1 + 1 %>' } };
    const first = await start('greet', { input: { name: 'Ann' }, params, description: 'first' });
    const again = await start('', { source: first.execution.id });
    expect(again.execution).toMatchObject({ sourceId: first.execution.id, description: 'first' });
    expect((await api.end(again.execution.id)).output).toEqual({ said: 'Hello Ann', where: 'here', when: 2 });
    const other = await start('greet', {
      source: again.execution.id,
      input: { greeting: 'Bye' },
      params: { env: { place: 'there' } },
      description: 'second',
    });
    expect(other.execution).toMatchObject({ sourceId: again.execution.id, description: 'second' });
    expect((await api.end(other.execution.id)).output).toEqual({ said: 'Bye Ann', where: 'there', when: 2 });
    const elsewhere = await start('other', { source: first.execution.id });
    expect((await api.end(elsewhere.execution.id)).output).toEqual({ name: 'Ann' });
  });

  it('from an execution, or on a revision, that is not there is refused', async () => {
    const nobody = '01a20dc9-49ab-7000-b9ab-e106a0bb2bcb';
    expect((await start('greet', { source: nobody })).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'Execution', path: ['input', 'source'] },
    ]);
    expect((await start('greet', { input: { name: 'x' }, revision: 9 })).errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'revision'] },
    ]);
  });

  it('on a named revision runs that, and on none the newest', async () => {
    const text = (said: number) =>
      `version: '2.0'\nrevised: {output: {said: ${said}}, tasks: {t: {action: std.noop}}}\n`;
    await api.createWorkflows(text(1));
    await api.server.ask(
      'mutation ($d: String!) { updateWorkflows(input: { definition: $d }) { errors { message } } }',
      { d: text(2) },
    );
    const [old, newest] = [await start('revised', { revision: 1 }), await start('revised')];
    expect([old.execution.workflowRevision, newest.execution.workflowRevision]).toEqual([1, 2]);
    expect((await api.end(old.execution.id)).output).toEqual({ said: 1 });
    expect((await api.end(newest.execution.id)).output).toEqual({ said: 2 });
  });

  it('at a later time waits, and begins then', async () => {
    const startAt = new Date(Date.now() + 700).toISOString();
    const { execution } = await start('greet', { input: { name: 'Bob' }, startAt });
    expect(execution).toMatchObject({ state: 'IDLE', startsAt: startAt, stateInfo: `Begins at ${startAt}.` });
    expect(await api.end(execution.id)).toMatchObject({ state: 'SUCCESS', stateInfo: null });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(startAt));
  });

  it('at a time that is past begins at once', async () => {
    const { execution } = await start('greet', { input: { name: 'Bob' }, startAt: '2020-01-01T00:00:00Z' });
    expect(execution.state).not.toBe('IDLE');
    expect((await api.end(execution.id)).state).toBe('SUCCESS');
  });

  it('at a later time is made once for a key, and may be cancelled or begun before', async () => {
    const asked = { input: { name: 'Bob' }, startAt: inAnHour(), idempotencyKey: 'later' };
    const [first, second] = [await start('greet', asked), await start('greet', asked)];
    expect(second).toMatchObject({ replayed: true, execution: { id: first.execution.id } });
    expect((await start('greet', { ...asked, startAt: inAnHour() })).errors).toMatchObject([{ code: 'CONFLICT' }]);
    const { id } = first.execution;
    expect((await change('pauseExecution', 'ChangeExecutionInput', { id })).errors).toMatchObject([
      { code: 'INVALID_STATE_TRANSITION', from: 'IDLE', to: 'PAUSED' },
    ]);
    const cancelled = await change('cancelExecution', 'ChangeExecutionInput', { id, reason: 'not needed' });
    expect(cancelled.execution).toMatchObject({ state: 'CANCELLED', stateInfo: 'not needed' });
    const other = await start('greet', { input: { name: 'Eve' }, startAt: inAnHour() });
    await change('resumeExecution', 'ResumeExecutionInput', { id: other.execution.id, env: { place: 'now' } });
    expect((await api.end(other.execution.id)).output).toMatchObject({ said: 'Hello Eve', where: 'now' });
  });
});
