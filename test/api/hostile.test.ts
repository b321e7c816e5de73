import { getIntrospectionQuery, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { costOf } from '../../src/api/limits/costOf.ts';
import { Documents } from '../../src/api/limits/Documents.ts';
import { COST_LIMIT } from '../../src/api/limits/limits.ts';
import { createSchema } from '../../src/api/schema.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer } from './ApiServer.ts';

const schema = createSchema();
const repeat = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n)).join(' ');
const nested = (field: string, depth: number) => `${`${field} { `.repeat(depth)}id${' }'.repeat(depth)}`;

/** Documents that are made to cost more than they look. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['deep', `{ ${nested('node(id: "x")', 30)} }`],
  ['deep beyond any stack', `{ ${nested('a', 9_000)} }`],
  ['wide', `{ executions { nodes { ${'id '.repeat(30_000)} } } }`],
  ['wide with names of its own', `{ ${repeat(4_000, (n) => `f${n}`)} }`],
  ['a field again and again', `{ executions { nodes { ${'id '.repeat(2_900)} } } }`],
  ['a field again and again in fragments', `{ executions { nodes { ${'... { id } '.repeat(2_000)} } } }`],
  ['aliased', `{ ${repeat(1_000, (n) => `a${n}: executions { totalCount }`)} }`],
  [
    'lists in lists',
    `{ executions(first: 200) { nodes { tasks(first: 200) { nodes { actions(first: 200) { nodes { id } } } } } } }`,
  ],
  [
    'fragments that double each other',
    `{ ...f0 } ${repeat(90, (n) => `fragment f${n} on Query { a: __typename ...f${n + 1} ...f${n + 1} }`)} fragment f90 on Query { __typename }`,
  ],
  ['a fragment in itself', '{ ...f } fragment f on Query { __typename ...f }'],
  ['fragments in each other', '{ ...f } fragment f on Query { ...g } fragment g on Query { ...f ...f }'],
  ['fragments that are many', `{ ...f0 } ${repeat(2_000, (n) => `fragment f${n} on Query { __typename }`)}`],
  ['directives', `{ executions { nodes { id ${'@include(if: true) '.repeat(5_000)} } } }`],
  [
    'a loop through the schema',
    `{ __schema { types { ${nested('fields { type', 1)} ${'fields { type { '.repeat(8)} name ${'} } '.repeat(8)} } } }`,
  ],
  ['long', `{ executions(after: "${'x'.repeat(400_000)}") { totalCount } }`],
  ['operations that are many', repeat(500, (n) => `query q${n} { __typename }`)],
  ['errors that are many', `{ ${repeat(2_900, (n) => `exeuctions${n}`)} }`],
];

/** The least that some runs take of a processor: what it costs, and not what else the machine does. */
function leastMs(work: () => void): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = process.threadCpuUsage();
      work();
      const { user, system } = process.threadCpuUsage(start);
      return (user + system) / 1_000;
    }),
  );
}

/** Whether a document is refused, with what is said of it. */
function refusalOf(documents: Documents, query: string): string {
  try {
    documents.admit({ query });
    return documents
      .errorsOf(query)
      .map(({ message }) => message)
      .join('; ');
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a hostile document', () => {
  it.each(HOSTILE)('is refused before it costs anything: %s', (_, query) => {
    refusalOf(new Documents(schema), '{ __typename }');
    let refusal = '';
    const ms = leastMs(() => {
      refusal = refusalOf(new Documents(schema), query);
    });
    expect(refusal).not.toBe('');
    expect(ms).toBeLessThan(50);
  });
});

describe('an honest document', () => {
  it.each([
    ['what editors ask of the schema', getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true })],
    [
      'a tree in a tree',
      `{ execution(id: "x") { tasks { nodes { actions { nodes { id output } } executions { nodes {
      id tasks { nodes { id actions { nodes { id } } } } } } } } } }`,
    ],
    [
      'a full page of pages',
      '{ executions(first: 200) { nodes { id tasks(first: 200) { nodes { id name state result } } } } }',
    ],
    [
      'many operations at once',
      `mutation { ${repeat(200, (n) => `a${n}: deleteWorkflow(input: { id: "${n}" }) { deletedId }`)} }`,
    ],
  ])('is admitted: %s', (_, query) => {
    expect(refusalOf(new Documents(schema), query)).toBe('');
  });

  it.each<[string, object, number]>([
    ['{ __typename }', {}, 1],
    ['{ execution(id: "x") { id state } }', {}, 3],
    ['{ executions(first: 3) { nodes { id state } } }', {}, 1 + 3 * 3],
    ['query ($n: Int) { executions(first: $n) { nodes { id } } }', { n: 100 }, 1 + 100 * 2],
    ['{ executions { nodes { id } } }', {}, 1 + 10 * 2],
    [
      '{ executions(last: 2) { ...f totalCount } } fragment f on ExecutionConnection { nodes { ... { id } } }',
      {},
      1 + 2 * 3,
    ],
  ])('costs what its answer may have of fields: %s', (query, variables, cost) => {
    expect(costOf(schema, parse(query), { variables: variables as Record<string, unknown> })).toBe(cost);
  });
});

const reachable = await isReachable(createPostgres);
describe.skipIf(!reachable)(`the server${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  /** The answer to each operation over one WebSocket. */
  async function overWebSocket(queries: readonly string[]): Promise<Map<string, { type: string; payload: unknown }>> {
    const socket = new WebSocket(`${api.server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const answers = new Map<string, { type: string; payload: unknown }>();
    await new Promise<void>((done, failed) => {
      socket.on('error', failed);
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data) => {
        const { type, id, payload } = JSON.parse(String(data));
        if (type === 'connection_ack') {
          for (const [n, query] of queries.entries()) {
            socket.send(JSON.stringify({ type: 'subscribe', id: String(n), payload: { query } }));
          }
        } else if (type !== 'complete') answers.set(id, { type, payload });
        if (answers.size === queries.length) done();
      });
    });
    socket.terminate();
    return answers;
  }

  it('refuses them over HTTP, as server-sent events and over a WebSocket, and goes on', async () => {
    const queries = HOSTILE.map(([, query]) => query);
    for (const query of queries) {
      const { status, errors } = await api.server.send(query);
      expect([status, errors?.length], query.slice(0, 80)).toEqual([400, expect.any(Number)]);
      const events = await fetch(`${api.server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
      });
      expect(await events.text(), query.slice(0, 80)).toContain('"errors"');
    }
    const answers = await overWebSocket(queries);
    expect([...answers.values()].map(({ type }) => type)).toEqual(queries.map(() => 'error'));
    expect(await api.server.ask('{ __typename }')).toEqual({ __typename: 'Query' });
  });

  it('names the limit, and says in every answer what it costs', async () => {
    const { errors } = await api.server.send(HOSTILE[0]?.[1] as string);
    expect(errors?.[0]?.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit: 20, actual: 31 });
    const answer = await api.server.send('{ executions(first: 3) { nodes { id } } }');
    expect(answer).toMatchObject({ extensions: { cost: { requested: 7, limit: COST_LIMIT } } });
    const [answered] = (await overWebSocket(['{ executions(first: 3) { nodes { id } } }'])).values();
    expect(answered).toMatchObject({ payload: { extensions: { cost: { requested: 7, limit: COST_LIMIT } } } });
  });

  it('refuses batches, and survives variables that nest beyond any stack', async () => {
    const post = (body: string) =>
      fetch(`${api.server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect((await post('[{"query":"{ __typename }"},{"query":"{ __typename }"}]')).status).toBe(400);
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const query = 'query ($data: JSON) { evaluate(expression: "<% 1 %>", data: $data) { value error } }';
    const response = await post(`{"query":${JSON.stringify(query)},"variables":{"data":${deep}}}`);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await api.server.ask('{ __typename }')).toEqual({ __typename: 'Query' });
  });

  it('holds a limited number of operations for one client', async () => {
    const streams = Array.from(
      { length: 201 },
      () => 'subscription { executionsStream { ... on ExecutionsSnapshot { totalCount } } }',
    );
    const answers = await overWebSocket(streams);
    expect([...answers.values()].filter(({ type }) => type === 'error')).toHaveLength(1);
  });
});
