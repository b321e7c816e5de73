import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

interface ActionShown {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
}
interface Payload {
  readonly actions: ActionShown[];
  readonly errors: ErrorShown[];
}
interface Page {
  readonly nodes: { name: string; namespace: string; isSystem: boolean }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  readonly totalCount: number;
}

const on = (base: string, ...names: string[]) =>
  `version: '2.0'\n${names.map((name) => `${name}:\n  base: ${base}\n`).join('')}`;

describe.skipIf(!reachable)(`ad-hoc actions${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  async function change(verb: 'create' | 'update', definition: string, more: object = {}): Promise<Payload> {
    const type = verb === 'create' ? 'CreateActionsInput' : 'UpdateActionsInput';
    const query = `mutation ($input: ${type}!) { payload: ${verb}Actions(input: $input) { actions { id name revision } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload }>(query, { input: { definition, ...more } })).payload;
  }

  async function stored(definition: string, more: object = {}): Promise<ActionShown[]> {
    const { actions, errors } = await change('create', definition, more);
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
    return actions;
  }

  async function page(variables: object): Promise<Page> {
    const query = `query ($first: Int, $after: String, $filter: ActionFilter) {
      actions(first: $first, after: $after, filter: $filter) {
        nodes { name namespace isSystem } pageInfo { hasNextPage endCursor } totalCount
      }
    }`;
    return (await api.server.ask<{ actions: Page }>(query, variables)).actions;
  }

  it('show what their definition says, as others do', async () => {
    const text = `version: '2.0'
wrapped: # by hand
  description: Says it.
  tags: [own]
  base: std.echo
  base-input: {output: <% $.what %>}
  input: [what, {times: 2.0}]
`;
    const [action] = await stored(text, { tags: ['given'], scope: 'PUBLIC', namespace: 'hand' });
    const fields =
      'id name namespace description isSystem plugin tags scope revision definition inputSchema outputSchema';
    const query = `query ($id: ID!) { action(name: "wrapped", namespace: "hand") { ${fields} } node(id: $id) { id } }`;
    const { action: found, node } = await api.server.ask<{ action: object; node: object }>(query, { id: action?.id });
    expect(node).toEqual({ id: action?.id });
    expect(found).toMatchObject({
      ...{ id: action?.id, name: 'wrapped', namespace: 'hand', description: 'Says it.', isSystem: false, plugin: null },
      ...{ tags: ['own', 'given'], scope: 'PUBLIC', revision: 1, definition: text, outputSchema: null },
      inputSchema: { type: 'object', required: ['what'], additionalProperties: false },
    });
    const answer = await fetch(`${api.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ action(name: "wrapped", namespace: "hand") { inputSchema } }' }),
    });
    expect(await answer.text()).toContain('"times":{"default":2.0}');
  });

  it('of plugins come before those of definitions, and cannot be replaced by them', async () => {
    expect(await change('create', on('std.noop', 'std.echo'))).toMatchObject({
      actions: [],
      errors: [{ code: 'ALREADY_EXISTS', kind: 'Action', name: 'std.echo', path: ['input', 'definition'] }],
    });
    const query =
      '{ action(name: "std.echo") { id isSystem plugin definition } missing: action(name: "std.ecko") { id } }';
    const { action, missing } = await api.server.ask<{ action: { id: string }; missing: null }>(query);
    expect(action).toMatchObject({ isSystem: true, plugin: 'std', definition: null });
    expect(missing).toBeNull();
    const remove = `mutation ($id: ID!) { deleteAction(input: { id: $id }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(remove, action)).toMatchObject({
      deleteAction: { deletedId: null, errors: [{ code: 'FORBIDDEN', path: ['input', 'id'] }] },
    });
  });

  it('are listed with those of plugins by name, page after page', async () => {
    await stored(on('std.noop', 'std.zz', 'std.e', 'std.f', 'Upper'));
    await stored(on('std.noop', 'std.f'), { namespace: 'b' });
    await stored(on('std.noop', 'std.f'), { namespace: 'a' });
    const whole = await page({ first: 200 });
    const keys = whole.nodes.map(({ name, namespace }) => `${name} ${namespace}`);
    expect(keys).toEqual(keys.toSorted());
    expect(keys).toEqual(expect.arrayContaining(['Upper ', 'std.e ', 'std.echo ', 'std.f ', 'std.f a', 'std.f b']));
    expect(whole.totalCount).toBe(keys.length);

    const pages: string[] = [];
    for (let after: string | null = null, isMore = true; isMore; ) {
      const part: Page = await page({ first: 3, after });
      pages.push(...part.nodes.map(({ name, namespace }) => `${name} ${namespace}`));
      after = part.pageInfo.endCursor;
      isMore = part.pageInfo.hasNextPage;
    }
    expect(pages).toEqual(keys);
  });

  it('are found by name, namespace, tag and origin', async () => {
    await stored(on('std.noop', 'found.one'), { tags: ['blue', 'big'], namespace: 'other' });
    await stored(on('std.noop', 'found.two'), { tags: ['blue'] });
    const names = async (filter: object) => (await page({ filter })).nodes.map(({ name }) => name);
    expect(await names({ tags: ['blue'] })).toEqual(['found.one', 'found.two']);
    expect(await names({ tags: ['blue', 'big'] })).toEqual(['found.one']);
    expect(await names({ name: { startsWith: 'found.' }, namespace: { eq: '' } })).toEqual(['found.two']);
    expect(await names({ name: { in: ['found.two', 'std.echo'] }, isSystem: true })).toEqual(['std.echo']);
    expect(await names({ name: { in: ['found.two', 'std.echo'] }, isSystem: false })).toEqual(['found.two']);
    expect((await page({ first: 0, filter: { name: { startsWith: 'found.' } } })).totalCount).toBe(2);
  });

  it('are stored all or not at all, once in a namespace', async () => {
    await stored(on('std.noop', 'taken'));
    expect((await change('create', on('std.noop', 'fresh', 'taken'))).errors).toMatchObject([
      { code: 'ALREADY_EXISTS', kind: 'Action', name: 'taken' },
    ]);
    expect(await api.server.ask('{ action(name: "fresh") { id } }')).toEqual({ action: null });
    await stored(on('std.noop', 'taken'), { namespace: 'elsewhere' });
  });

  it('get a new revision with each update', async () => {
    await stored(on('std.noop', 'changing'), { tags: ['kept'] });
    const { actions } = await change('update', `${on('std.echo', 'changing')}  description: new\n`);
    expect(actions).toMatchObject([{ name: 'changing', revision: 2 }]);
    const { action } = await api.server.ask<{ action: object }>(
      '{ action(name: "changing") { description revision tags } }',
    );
    expect(action).toEqual({ description: 'new', revision: 2, tags: ['kept'] });
    expect((await change('update', on('std.noop', 'nowhere'))).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'Action', name: 'nowhere', path: ['input', 'definition'] },
    ]);
  });

  it('go when they are deleted', async () => {
    const [action] = await stored(on('std.noop', 'leaving'));
    const remove = `mutation ($id: ID!) { deleteAction(input: { id: $id }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(remove, { id: action?.id })).toMatchObject({ deleteAction: { deletedId: action?.id } });
    expect(await api.server.ask(remove, { id: action?.id })).toMatchObject({
      deleteAction: { deletedId: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }] },
    });
    expect(await api.server.ask('{ action(name: "leaving") { id } }')).toEqual({ action: null });
  });

  it('may stand on what does not exist, and on themselves, which is a warning and found out when they run', async () => {
    const text = `${on('std.noop', 'loop.other')}${'loop.first:\n  base: loop.second\nloop.second:\n  base: loop.first\n'}`;
    const check = `query ($text: String!) {
      validate(kind: ACTION, definition: $text) { valid issues { severity line column yamlPath message } } }`;
    expect(await api.server.ask(check, { text })).toMatchObject({
      validate: {
        valid: true,
        issues: [{ severity: 'WARNING', line: 5, column: 3, yamlPath: ['loop.first', 'base'] }],
      },
    });
    await stored(text);
    await stored(on('loop.lonely', 'loop.lonely'));
    await api.createWorkflows("version: '2.0'\nlooping:\n  tasks: {go: {action: loop.first}}\n");
    expect(await api.run('looping')).toMatchObject({
      ...{ state: 'ERROR', stateInfo: expect.stringContaining("'loop.first' leads back to itself") },
    });
  });

  it.each<[string, string, number, boolean]>([
    ['is no action', "version: '2.0'\nbad: {bse: std.noop}\n", 2, false],
    ['has a name with spaces', on('std.noop', 'two words'), 2, true],
    ['has the form of an id as name', on('std.noop', '01a20dc9-49ab-7000-b9ab-e106a0bb2bcb'), 2, true],
  ])('are refused with the place where the text %s', async (_, text, line, valid) => {
    const { errors } = await change('create', text);
    expect(errors).toMatchObject([{ code: 'INVALID_DEFINITION', path: ['input', 'definition'] }]);
    expect((errors[0]?.issues as { line: number }[])[0]?.line).toBe(line);
    const report = await api.server.ask(
      'query ($text: String!) { validate(kind: ACTION, definition: $text) { valid issues { line } } }',
      { text },
    );
    expect(report).toMatchObject({ validate: { valid, issues: expect.arrayContaining([{ line }]) } });
  });

  it('say that a namespace is wrong at the namespace', async () => {
    const { errors } = await change('create', on('std.noop', 'lost'), { namespace: 'n'.repeat(256) });
    expect(errors).toMatchObject([{ code: 'LIMIT_EXCEEDED', limit: 255, actual: 256, path: ['input', 'namespace'] }]);
  });
});
