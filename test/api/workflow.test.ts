import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer, ERRORS, type ErrorShown } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

const echo = (name: string, text: string) => `
${name}: # says ${text}
  output: {said: <% task(say).result %>}
  tasks:
    say: {action: std.echo output="${text}"}
`;

interface Issue {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly yamlPath: string[];
  readonly severity: string;
}

describe.skipIf(!reachable)(`workflows${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api.close());

  async function update(
    definition: string,
  ): Promise<{ workflows: { id: string; revision: number }[]; errors: ErrorShown[] }> {
    const query = `mutation ($input: UpdateWorkflowsInput!) { payload: updateWorkflows(input: $input) { workflows { id revision } ${ERRORS} } }`;
    return (await api.server.ask<{ payload: never }>(query, { input: { definition } })).payload;
  }

  async function names(): Promise<string[]> {
    const { workflows } = await api.server.ask<{ workflows: { nodes: { name: string }[] } }>(
      '{ workflows { nodes { name } } }',
    );
    return workflows.nodes.map(({ name }) => name);
  }

  it('come several in a text, each kept with its own part of it', async () => {
    const { workflows, errors } = await api.createWorkflows(
      `version: '2.0'\n${echo('first', 'one')}${echo('second', 'two')}`,
    );
    expect(errors).toEqual([]);
    expect(workflows.map(({ name }) => name)).toEqual(['first', 'second']);
    const { workflow } = await api.server.ask<{ workflow: { definition: string } }>(
      '{ workflow(name: "second") { definition } }',
    );
    expect(workflow.definition).toContain('says two');
    expect(workflow.definition).not.toContain('says one');
    expect(await api.run('second')).toMatchObject({ state: 'SUCCESS', output: { said: 'two' } });
  });

  it('are stored all or not at all', async () => {
    await api.createWorkflows(`version: '2.0'\n${echo('taken', 'here')}`);
    const { workflows, errors } = await api.createWorkflows(
      `version: '2.0'\n${echo('fresh', 'new')}${echo('taken', 'again')}`,
    );
    expect(workflows).toEqual([]);
    expect(errors).toMatchObject([
      {
        __typename: 'AlreadyExistsError',
        code: 'ALREADY_EXISTS',
        kind: 'Workflow',
        name: 'taken',
        path: ['input', 'definition'],
      },
    ]);
    expect(await names()).not.toContain('fresh');
  });

  it('get a new revision with each update, and keep those before', async () => {
    await api.createWorkflows(`version: '2.0'\n${echo('changing', 'before')}`);
    expect((await update(`version: '2.0'\n${echo('changing', 'after')}`)).workflows).toMatchObject([{ revision: 2 }]);
    const { now, first } = await api.server.ask<{
      now: { revision: number };
      first: { revision: number; definition: string };
    }>(
      '{ now: workflow(name: "changing") { revision } first: workflow(name: "changing", revision: 1) { revision definition } }',
    );
    expect(now.revision).toBe(2);
    expect(first).toMatchObject({ revision: 1, definition: expect.stringContaining('before') });
    expect((await api.run('changing')).output).toEqual({ said: 'after' });
  });

  it('cannot be updated before they exist', async () => {
    expect((await update(`version: '2.0'\n${echo('nowhere', 'x')}`)).errors).toMatchObject([
      { __typename: 'NotFoundError', kind: 'Workflow', name: 'nowhere', path: ['input', 'definition'] },
    ]);
  });

  it('that run are deleted only by force, and what runs of them goes on', async () => {
    const text = `version: '2.0'\nleaving: {tasks: {wait: {action: std.async_noop}}}`;
    const { workflows } = await api.createWorkflows(text);
    const id = workflows[0]?.id;
    const { execution } = await api.start('leaving');
    const gently = `mutation ($id: ID!) { deleteWorkflow(input: { id: $id }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(gently, { id })).toMatchObject({
      deleteWorkflow: {
        deletedId: null,
        errors: [{ __typename: 'InUseError', code: 'IN_USE', message: expect.stringContaining(execution.id) }],
      },
    });
    const remove = `mutation ($id: ID!) { deleteWorkflow(input: { id: $id, force: true }) { deletedId ${ERRORS} } }`;
    expect(await api.server.ask(remove, { id })).toMatchObject({ deleteWorkflow: { deletedId: id, errors: [] } });
    expect(await api.server.ask('{ workflow(name: "leaving") { id } }')).toEqual({ workflow: null });
    expect(await api.server.ask(remove, { id })).toMatchObject({
      deleteWorkflow: { deletedId: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }] },
    });
    const { execution: running } = await api.server.ask<{
      execution: { tasks: { nodes: { actions: { nodes: { id: string }[] } }[] } };
    }>('query ($id: ID!) { execution(id: $id) { tasks { nodes { actions { nodes { id } } } } } }', {
      id: execution.id,
    });
    const action = running.tasks.nodes[0]?.actions.nodes[0]?.id;
    await api.server.ask(`mutation ($id: ID!) { completeAction(input: { id: $id, state: SUCCESS }) { ${ERRORS} } }`, {
      id: action,
    });
    expect((await api.end(execution.id)).state).toBe('SUCCESS');
  });

  it('are found by name, namespace and tag', async () => {
    const text = (name: string) => `version: '2.0'\n${echo(name, 'x')}`;
    await api.createWorkflows(text('tagged_one'), { tags: ['blue', 'big'], namespace: 'other' });
    await api.createWorkflows(text('tagged_two'), { tags: ['blue'] });
    const find = async (filter: string) => {
      const { workflows } = await api.server.ask<{ workflows: { nodes: { name: string }[] } }>(
        `{ workflows(filter: ${filter}) { nodes { name } } }`,
      );
      return workflows.nodes.map(({ name }) => name);
    };
    expect(await find('{ tags: ["blue"] }')).toEqual(['tagged_one', 'tagged_two']);
    expect(await find('{ tags: ["blue", "big"] }')).toEqual(['tagged_one']);
    expect(await find('{ tags: [] , name: { startsWith: "tagged_" }, namespace: { eq: "" } }')).toEqual(['tagged_two']);
    expect(await find('{ name: { contains: "d_t", in: ["tagged_two", "first"] } }')).toEqual(['tagged_two']);
    expect(await find('{ name: { startsWith: "tagged%" } }')).toEqual([]);
  });

  it('that are not in the namespace asked for are looked for in the default one', async () => {
    await api.createWorkflows(`version: '2.0'\n${echo('common', 'default')}`);
    await api.createWorkflows(`version: '2.0'\n${echo('special', 'own')}`, { namespace: 'mine' });
    expect((await api.run('common', { namespace: 'mine' })).output).toEqual({ said: 'default' });
    expect((await api.run('special', { namespace: 'mine' })).output).toEqual({ said: 'own' });
    expect((await api.start('special')).errors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'workflow'] }]);
  });

  it.each<[string, string, Partial<Issue>]>([
    ['is not YAML', "version: '2.0'\nbroken:\n  tasks: {a: [}\n", { line: 3, severity: 'ERROR' }],
    [
      'has an unknown key',
      "version: '2.0'\nbad:\n  tasks:\n    a: {action: std.noop, on-sucess: b}\n",
      { line: 4, yamlPath: ['bad', 'tasks', 'a', 'on-sucess'] },
    ],
    [
      'goes on to an unknown task',
      "version: '2.0'\nbad:\n  tasks:\n    a: {action: std.noop, on-success: [nowhere]}\n",
      { line: 4 },
    ],
    [
      'has a name with spaces',
      "version: '2.0'\n'two words': {tasks: {a: {action: std.noop}}}\n",
      { line: 2, column: 1 },
    ],
    [
      'has the form of an id as name',
      "version: '2.0'\n'01a20dc9-49ab-7000-b9ab-e106a0bb2bcb': {tasks: {a: {action: std.noop}}}\n",
      { line: 2 },
    ],
  ])('are refused with the place where the text %s, and nothing is stored', async (_, text, issue) => {
    const before = await names();
    const { workflows, errors } = await api.createWorkflows(text);
    expect(workflows).toEqual([]);
    expect(errors).toMatchObject([
      { __typename: 'DefinitionError', code: 'INVALID_DEFINITION', path: ['input', 'definition'] },
    ]);
    expect((errors[0]?.issues as Issue[])[0]).toMatchObject({ severity: 'ERROR', ...issue });
    expect(await names()).toEqual(before);
  });

  it('can be checked without being stored', async () => {
    const text = "version: '2.0'\nbad:\n  tasks:\n    a: {action: std.noop, on-success: [b]}\n";
    const report = await api.server.ask(
      'query ($text: String!) { validate(kind: WORKFLOW, definition: $text) { valid issues { line severity } } }',
      { text },
    );
    expect(report).toEqual({ validate: { valid: false, issues: [{ line: 4, severity: 'ERROR' }] } });
  });
});
