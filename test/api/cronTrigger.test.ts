import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

const DEFINITION = `
version: '2.0'
report:
  input: [who, {size: 1}]
  output: {said: <% $.who %>}
  tasks:
    one: {action: std.noop}
`;
const FIELDS = `id name workflowName pattern timeZone input params remainingExecutions missed missedLimit overlap jitterSeconds state
  version nextExecutionTime nextExecutionTimes(first: 2) lastExecutionTime lastExecution { id } lastError waitingTimes`;

interface Shown {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly nextExecutionTimes: readonly string[];
  readonly [field: string]: unknown;
}

describe.skipIf(!reachable)(`cron triggers${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    await api.createWorkflows(DEFINITION);
  });
  afterAll(() => api.close());

  const payload = async <Payload>(mutation: string, type: string, fields: string, input: object) => {
    const query = `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { ${fields} ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload & { errors: readonly ErrorShown[] } }>(query, { input })).payload;
  };
  const create = (input: object) =>
    payload<{ cronTrigger: Shown }>('createCronTrigger', 'CreateCronTriggerInput', `cronTrigger { ${FIELDS} }`, {
      workflow: 'report',
      input: { who: 'me' },
      ...input,
    });
  const change = (mutation: string, input: object) => {
    const type = mutation === 'updateCronTrigger' ? 'UpdateCronTriggerInput' : 'CronTriggerIdInput';
    return payload<{ cronTrigger: Shown }>(mutation, type, `cronTrigger { ${FIELDS} }`, input);
  };

  it('are stored with their defaults, and found by id, name and state', async () => {
    const { cronTrigger, errors } = await create({ name: 'new year', pattern: '@yearly', timeZone: 'Asia/Tokyo' });
    expect(errors).toEqual([]);
    const [year] = cronTrigger.nextExecutionTimes;
    expect(cronTrigger).toMatchObject({
      name: 'new year',
      workflowName: 'report',
      pattern: '@yearly',
      input: { who: 'me' },
      params: {},
      remainingExecutions: null,
      missed: 'LAST',
      missedLimit: 100,
      overlap: 'ALLOW',
      jitterSeconds: 0,
      state: 'ACTIVE',
      nextExecutionTime: year,
      lastExecution: null,
      waitingTimes: [],
    });
    expect(year).toMatch(/-12-31T15:00:00.000Z$/);
    const query = `query ($id: ID!) {
      cronTrigger(id: $id) { name }
      node(id: $id) { ... on CronTrigger { name } }
      cronTriggers(filter: { name: { startsWith: "new" }, state: [ACTIVE], workflowName: { eq: "report" } }) { totalCount nodes { name } }
      none: cronTriggers(filter: { state: [PAUSED] }) { totalCount }
    }`;
    expect(await api.server.ask(query, { id: cronTrigger.id })).toEqual({
      cronTrigger: { name: 'new year' },
      node: { name: 'new year' },
      cronTriggers: { totalCount: 1, nodes: [{ name: 'new year' }] },
      none: { totalCount: 0 },
    });
  });

  it.each([
    ['neither a pattern nor a time', {}, 'INVALID_INPUT', 'pattern'],
    ['a pattern that is none', { pattern: '61 * * * *' }, 'INVALID_INPUT', 'pattern'],
    ['a pattern that never comes', { pattern: '0 0 31 2 *' }, 'INVALID_INPUT', undefined],
    ['a zone that is not known', { pattern: '@daily', timeZone: 'Mars/Base' }, 'INVALID_INPUT', 'timeZone'],
    ['a first time in the past', { firstExecutionTime: '2020-01-01T00:00:00Z' }, 'INVALID_INPUT', 'firstExecutionTime'],
    [
      'several executions without a pattern',
      { firstExecutionTime: '2099-01-01T00:00:00Z', remainingExecutions: 2 },
      'INVALID_INPUT',
      'remainingExecutions',
    ],
    [
      'an end before its beginning',
      { pattern: '@daily', startsAt: '2099-01-02T00:00:00Z', endsAt: '2099-01-01T00:00:00Z' },
      'INVALID_INPUT',
      'endsAt',
    ],
    ['a workflow that does not exist', { pattern: '@daily', workflow: 'nothing' }, 'NOT_FOUND', 'workflow'],
    ['input that the workflow does not take', { pattern: '@daily', input: { what: 1 } }, 'INVALID_INPUT', 'input'],
    ['an environment that does not exist', { pattern: '@daily', params: { env: 'nowhere' } }, 'NOT_FOUND', 'env'],
    ['too much jitter', { pattern: '@daily', jitterSeconds: 90_000 }, 'LIMIT_EXCEEDED', 'jitterSeconds'],
    ['no name', { pattern: '@daily', name: '' }, 'INVALID_INPUT', 'name'],
  ])('are refused with %s', async (_, input, code, field) => {
    const { cronTrigger, errors } = await create({ name: 'refused', ...input });
    expect(cronTrigger).toBeNull();
    expect(errors).toMatchObject([{ code }]);
    if (field !== undefined) expect(errors[0]?.path?.at(-1)).toBe(field);
  });

  it('have names of their own', async () => {
    await create({ name: 'taken', pattern: '@daily' });
    expect((await create({ name: 'taken', pattern: '@daily' })).errors).toMatchObject([
      { code: 'ALREADY_EXISTS', name: 'taken' },
    ]);
  });

  it('are changed in part, paused, resumed and taken away; their workflow stays as long as they do', async () => {
    const { workflows } = await api.createWorkflows(DEFINITION.replace('report', 'other'));
    const { cronTrigger } = await create({
      name: 'changing',
      workflow: 'other',
      pattern: '@daily',
      remainingExecutions: 3,
    });
    const { id, version } = cronTrigger;
    const changes = { id, expectedVersion: version, pattern: '0 12 * * *', remainingExecutions: null, overlap: 'SKIP' };
    const updated = await change('updateCronTrigger', changes);
    expect(updated.cronTrigger).toMatchObject({
      pattern: '0 12 * * *',
      remainingExecutions: null,
      overlap: 'SKIP',
      input: { who: 'me' },
    });
    expect(updated.cronTrigger.nextExecutionTimes.every((time) => time.endsWith('T12:00:00.000Z'))).toBe(true);
    expect((await change('updateCronTrigger', changes)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await change('updateCronTrigger', { id, input: {} })).errors).toMatchObject([
      { code: 'INVALID_INPUT', missing: ['who'] },
    ]);
    expect((await change('pauseCronTrigger', { id })).cronTrigger).toMatchObject({
      state: 'PAUSED',
      nextExecutionTimes: [],
    });
    expect((await change('resumeCronTrigger', { id })).cronTrigger).toMatchObject({ state: 'ACTIVE' });
    const remove = () =>
      payload<{ deletedId: string | null }>('deleteWorkflow', 'DeleteWorkflowInput', 'deletedId', {
        id: workflows[0]?.id,
      });
    expect((await remove()).errors).toMatchObject([{ code: 'IN_USE' }]);
    expect(await payload('deleteCronTrigger', 'CronTriggerIdInput', 'deletedId', { id })).toMatchObject({
      deletedId: id,
    });
    expect((await change('pauseCronTrigger', { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await remove()).deletedId).toBe(workflows[0]?.id);
  });

  it('start executions by themselves, which say where they come from', async () => {
    const { cronTrigger } = await create({ name: 'ticking', pattern: '* * * * * *', remainingExecutions: 2 });
    const query = `query ($id: ID!) {
      cronTrigger(id: $id) { state lastExecution { id } executions { totalCount nodes { id state output triggeredBy { kind id name scheduledFor } } } }
      executions(filter: { triggerId: $id }) { totalCount }
    }`;
    const shown = await eventually(async () => {
      const answer = await api.server.ask<Record<string, never>>(query, { id: cronTrigger.id });
      expect(answer).toMatchObject({
        cronTrigger: { state: 'FINISHED', executions: { nodes: [{ state: 'SUCCESS' }, { state: 'SUCCESS' }] } },
      });
      return answer as unknown as {
        cronTrigger: { lastExecution: object; executions: { nodes: Record<string, unknown>[] } };
      };
    });
    const [last, first] = shown.cronTrigger.executions.nodes;
    expect(shown).toMatchObject({ cronTrigger: { lastExecution: { id: last?.id } }, executions: { totalCount: 2 } });
    expect(first).toMatchObject({
      output: { said: 'me' },
      triggeredBy: {
        kind: 'CRON',
        id: cronTrigger.id,
        name: 'ticking',
        scheduledFor: cronTrigger.nextExecutionTimes[0],
      },
    });
  });

  it('are fired by hand, and filled up over a range', async () => {
    const { cronTrigger } = await create({ name: 'by hand', pattern: '@hourly' });
    const fired = await payload<{ execution: object }>(
      'fireCronTrigger',
      'CronTriggerIdInput',
      'execution { triggeredBy { name scheduledFor } }',
      { id: cronTrigger.id },
    );
    expect(fired).toMatchObject({ errors: [], execution: { triggeredBy: { name: 'by hand', scheduledFor: null } } });
    const backfill = (from: string, to: string) =>
      payload<{ executions: { triggeredBy: { scheduledFor: string } }[] }>(
        'backfillCronTrigger',
        'BackfillCronTriggerInput',
        'executions { triggeredBy { scheduledFor } } waitingTimes',
        { id: cronTrigger.id, from, to },
      );
    const filled = await backfill('2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z');
    expect(filled.executions.map(({ triggeredBy }) => triggeredBy.scheduledFor)).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T02:00:00.000Z',
    ]);
    expect((await backfill('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).errors).toMatchObject([
      { code: 'LIMIT_EXCEEDED', limit: 200 },
    ]);
  });
});
