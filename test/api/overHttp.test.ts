import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);
let url = '';

// The server's address is known when an audit runs, and not when it is listed.
const AUDITS = serverAudits({ url: () => url, fetchFn: fetch }).filter(({ name }) => !name.startsWith('MAY'));

/** Where we do otherwise; `src/api/README.md` says why. */
const REFUSED_WITH_400 = [
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

describe.skipIf(!reachable)(`GraphQL over HTTP${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    url = `${api.server.url}/graphql`;
  });
  afterAll(() => api.close());

  it.each(AUDITS.map((audit) => [audit.name, audit] as const))('%s', async (name, audit) => {
    const result = await audit.fn();
    const said = result.status === 'ok' ? 'ok' : result.reason;
    expect(said).toBe(REFUSED_WITH_400.includes(name) ? 'Response status code is not 200' : 'ok');
  });
});
