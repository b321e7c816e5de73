import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

interface Member {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly tags: string[];
  readonly scope: string;
  readonly definition: string;
}
interface WorkbookShown {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly definition: string;
  readonly workflows: Member[];
  readonly actions: Member[];
}
interface Payload {
  readonly workbook: WorkbookShown | null;
  readonly errors: ErrorShown[];
}

const MEMBER = 'id name namespace revision tags scope definition';
const WORKBOOK = `id name namespace definition workflows { ${MEMBER} } actions { ${MEMBER} }`;

const book = (name: string, said = 'one') => `version: '2.0'
name: ${name}
tags: [greeting]
workflows:
  # The first of them.
  say:
    tags: [loud]
    output: {said: <% task(say).result %>}
    tasks:
      say: {action: std.echo output="${said}"}
  rest:
    tasks:
      rest: {action: std.noop}
actions:
  shout:
    base: std.echo
    base-input: {output: <% $.what %>!}
    input: [what]
`;

describe.skipIf(!reachable)(`workbooks${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  async function change(verb: 'create' | 'update', definition: string, more: object = {}): Promise<Payload> {
    const type = verb === 'create' ? 'CreateWorkbookInput' : 'UpdateWorkbookInput';
    const query = `mutation ($input: ${type}!) { payload: ${verb}Workbook(input: $input) { workbook { ${WORKBOOK} } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: Payload }>(query, { input: { definition, ...more } })).payload;
  }

  async function stored(definition: string, more: object = {}): Promise<WorkbookShown> {
    const { workbook, errors } = await change('create', definition, more);
    if (!workbook) throw new Error(errors.map(({ message }) => message).join('; '));
    return workbook;
  }

  async function names(): Promise<string[]> {
    const { workflows, actions, workbooks } = await api.server.ask<
      Record<'workflows' | 'actions' | 'workbooks', { nodes: { name: string }[] }>
    >(
      '{ workflows { nodes { name } } actions(filter: { isSystem: false }) { nodes { name } } workbooks { nodes { name } } }',
    );
    return [...workflows.nodes, ...actions.nodes, ...workbooks.nodes].map(({ name }) => name);
  }

  it('keep their members under their own name, each with its part of the text', async () => {
    const workbook = await stored(book('greetings'), { namespace: 'polite', scope: 'PUBLIC', tags: ['given'] });
    expect(workbook).toMatchObject({ name: 'greetings', namespace: 'polite', definition: book('greetings') });
    const inherited = { namespace: 'polite', scope: 'PUBLIC', revision: 1 };
    expect(workbook.workflows).toMatchObject([
      { name: 'greetings.say', tags: ['loud', 'greeting', 'given'], ...inherited },
      { name: 'greetings.rest', tags: ['greeting', 'given'], ...inherited },
    ]);
    expect(workbook.actions).toMatchObject([{ name: 'greetings.shout', tags: ['greeting', 'given'], ...inherited }]);
    expect(workbook.workflows[0]?.definition).toMatch(/^version: '2.0'\n\n# The first of them.\nsay:\n {2}tags/);
    expect(workbook.workflows[0]?.definition).not.toContain('rest');
  });

  it('have workflows that run by their whole name', async () => {
    await stored(book('runnable'));
    expect(await api.run('runnable.say')).toMatchObject({ state: 'SUCCESS', output: { said: 'one' } });
    expect((await api.start('say')).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('are found by id, by name and namespace, and as nodes', async () => {
    const { id } = await stored(book('sought'), { namespace: 'there' });
    const query = `query ($id: ID!) {
      byId: workbook(id: $id) { name }
      byName: workbook(name: "sought", namespace: "there") { id }
      elsewhere: workbook(name: "sought") { id }
      node(id: $id) { __typename id }
      listed: workbooks(filter: { name: { eq: "sought" }, tags: ["greeting"] }) { nodes { id } totalCount }
    }`;
    expect(await api.server.ask(query, { id })).toEqual({
      byId: { name: 'sought' },
      byName: { id },
      elsewhere: null,
      node: { __typename: 'Workbook', id },
      listed: { nodes: [{ id }], totalCount: 1 },
    });
  });

  it('are stored with all their members or not at all', async () => {
    await api.createWorkflows(`version: '2.0'\ntaken.rest: {tasks: {a: {action: std.noop}}}\n`);
    const before = await names();
    expect(await change('create', book('taken'))).toMatchObject({
      workbook: null,
      errors: [{ code: 'ALREADY_EXISTS', kind: 'Workflow', name: 'taken.rest', path: ['input', 'definition'] }],
    });
    expect(await names()).toEqual(before);
  });

  it('exist once in a namespace', async () => {
    await stored(book('once'));
    expect((await change('create', book('once'))).errors).toMatchObject([
      { code: 'ALREADY_EXISTS', kind: 'Workbook', name: 'once' },
    ]);
    await stored(book('once'), { namespace: 'twice' });
  });

  it('give their members new revisions, new members and no old ones with an update', async () => {
    const before = await stored(book('changing'), { scope: 'PUBLIC', tags: ['given'] });
    const text = book('changing', 'two').replace('  rest:\n', '  sleep:\n').replace('  shout:\n', '  cry:\n');
    const { workbook, errors } = await change('update', text);
    expect(errors).toEqual([]);
    expect(workbook?.workflows).toMatchObject([
      { id: before.workflows[0]?.id, name: 'changing.say', revision: 2, scope: 'PUBLIC' },
      { name: 'changing.sleep', revision: 1, scope: 'PUBLIC' },
    ]);
    expect(workbook?.actions).toMatchObject([{ name: 'changing.cry', revision: 1 }]);
    const left = (await names()).filter((name) => name.startsWith('changing'));
    expect(left).toEqual(['changing.say', 'changing.sleep', 'changing.cry', 'changing']);
    expect((await api.run('changing.say')).output).toEqual({ said: 'two' });
  });

  it('leave a workflow alone that only looks like a member', async () => {
    await api.createWorkflows(`version: '2.0'\nlookalike.mine: {tasks: {a: {action: std.noop}}}\n`);
    await stored(book('lookalike'));
    expect((await change('update', book('lookalike'))).errors).toEqual([]);
    const { workbook } = await api.server.ask<{ workbook: { id: string } }>('{ workbook(name: "lookalike") { id } }');
    await api.server.ask(`mutation ($id: ID!) { deleteWorkbook(input: { id: $id }) { deletedId } }`, workbook);
    expect((await names()).filter((name) => name.startsWith('lookalike'))).toEqual(['lookalike.mine']);
  });

  it('cannot be updated before they exist', async () => {
    expect((await change('update', book('nowhere'))).errors).toMatchObject([
      { code: 'NOT_FOUND', kind: 'Workbook', name: 'nowhere', path: ['input', 'definition'] },
    ]);
  });

  it('go with their members, only by force where one runs, and what runs of them goes on', async () => {
    const text = `version: '2.0'\nname: leaving\nworkflows: {wait: {tasks: {wait: {action: std.async_noop}}}}\n`;
    const { id } = await stored(text);
    const { execution } = await api.start('leaving.wait');
    const gently = `mutation ($id: ID!) { deleteWorkbook(input: { id: $id }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(gently, { id })).toMatchObject({
      deleteWorkbook: { deletedId: null, errors: [{ code: 'IN_USE', path: ['input', 'id'] }] },
    });
    const remove = `mutation ($id: ID!) { deleteWorkbook(input: { id: $id, force: true }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(remove, { id })).toMatchObject({ deleteWorkbook: { deletedId: id, errors: [] } });
    expect((await names()).filter((name) => name.startsWith('leaving'))).toEqual([]);
    expect(await api.server.ask(remove, { id })).toMatchObject({
      deleteWorkbook: { deletedId: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }] },
    });
    const { running } = await api.server.ask<{
      running: { tasks: { nodes: { actions: { nodes: { id: string }[] } }[] } };
    }>('query ($id: ID!) { running: execution(id: $id) { tasks { nodes { actions { nodes { id } } } } } }', execution);
    const action = running.tasks.nodes[0]?.actions.nodes[0]?.id;
    const complete =
      'mutation ($id: ID!) { completeAction(input: { id: $id, state: SUCCESS }) { errors { message } } }';
    await api.server.ask(complete, { id: action });
    expect((await api.end(execution.id)).state).toBe('SUCCESS');
  });

  it('may have actions that stand on each other, which is a warning', async () => {
    const text = "version: '2.0'\nname: round\nactions:\n  a: {base: round.b}\n  b:\n    base: round.a\n";
    const report = await api.server.ask(
      'query ($text: String!) { validate(kind: WORKBOOK, definition: $text) { valid issues { severity line yamlPath } } }',
      { text },
    );
    const issue = { severity: 'WARNING', line: 4, yamlPath: ['actions', 'a', 'base'] };
    expect(report).toEqual({ validate: { valid: true, issues: [issue] } });
    await stored(text);
  });

  it.each<[string, string, { line: number; yamlPath: string[] }, boolean?]>([
    [
      'has a member that is wrong',
      "version: '2.0'\nname: bad\nworkflows:\n  w:\n    tasks:\n      a: {on-success: nowhere}\n",
      { line: 6, yamlPath: ['workflows', 'w', 'tasks', 'a', 'on-success'] },
    ],
    ['has a name with spaces', "version: '2.0'\nname: two words\n", { line: 2, yamlPath: ['name'] }, true],
    [
      'has a member whose whole name is too long',
      `version: '2.0'\nname: bad\nactions:\n  ${'a'.repeat(252)}: {base: std.noop}\n`,
      { line: 4, yamlPath: ['actions', 'a'.repeat(252)] },
      true,
    ],
  ])('are refused with the place where the text %s, and nothing is stored', async (_, text, issue, valid = false) => {
    const before = await names();
    const { workbook, errors } = await change('create', text);
    expect(workbook).toBeNull();
    expect(errors).toMatchObject([{ code: 'INVALID_DEFINITION', path: ['input', 'definition'], issues: [issue] }]);
    expect(await names()).toEqual(before);
    const { validate } = await api.server.ask<{ validate: object }>(
      'query ($text: String!) { validate(kind: WORKBOOK, definition: $text) { valid issues { line yamlPath } } }',
      { text },
    );
    expect(validate).toEqual({ valid, issues: [issue] });
  });
});
