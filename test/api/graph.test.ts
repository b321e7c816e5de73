import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { ApiServer } from './ApiServer.ts';

const reachable = await isReachable(createPostgres);

const GRAPH = `graph {
  type
  nodes {
    __typename id
    ... on GraphStep { name action workflow items }
    ... on GraphJoin { count isAll inbound }
    ... on GraphCommand { command }
  }
  edges { kind from to guard message }
}`;

const FIRST = `version: '2.0'
drawn:
  tasks:
    a:
      action: std.echo output=1
      on-success:
        - b: <% $.x %>
      on-error: fail msg="why"
    b:
      join: all
      workflow: other
      with-items: i in [1]
`;
const SECOND = `version: '2.0'\ndrawn: {type: reverse, tasks: {a: {requires: b}, b: {action: std.noop}}}\n`;

describe.skipIf(!reachable)(`the graph of a workflow${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
    expect(await api.createWorkflows(FIRST)).toMatchObject({ errors: [] });
    const update = 'mutation ($d: String!) { updateWorkflows(input: { definition: $d }) { errors { message } } }';
    expect(await api.server.ask(update, { d: SECOND })).toEqual({ updateWorkflows: { errors: [] } });
  });
  afterAll(() => api?.close());

  it('has typed nodes and edges with their guards, of the revision asked for', async () => {
    const { workflow } = await api.server.ask<{ workflow: { graph: object } }>(
      `{ workflow(name: "drawn", revision: 1) { ${GRAPH} } }`,
    );
    expect(workflow.graph).toEqual({
      type: 'DIRECT',
      nodes: [
        { __typename: 'GraphStart', id: 'start' },
        { __typename: 'GraphTask', id: 'task:a', name: 'a', action: 'std.echo', workflow: null, items: [] },
        {
          ...{ __typename: 'GraphJoin', id: 'task:b', name: 'b', action: null, workflow: 'other', items: ['i'] },
          ...{ count: 1, isAll: true, inbound: 1 },
        },
        { __typename: 'GraphCommand', id: 'command:fail', command: 'FAIL' },
      ],
      edges: [
        { kind: 'START', from: 'start', to: 'task:a', guard: null, message: null },
        { kind: 'ON_SUCCESS', from: 'task:a', to: 'task:b', guard: '<% $.x %>', message: null },
        { kind: 'ON_ERROR', from: 'task:a', to: 'command:fail', guard: null, message: 'why' },
      ],
    });
  });

  it('is that of the newest revision otherwise', async () => {
    const { workflow } = await api.server.ask<{ workflow: { graph: object } }>(
      '{ workflow(name: "drawn") { graph { type edges { kind from to } } } }',
    );
    expect(workflow.graph).toEqual({
      type: 'REVERSE',
      edges: [
        { kind: 'START', from: 'start', to: 'task:b' },
        { kind: 'REQUIRES', from: 'task:b', to: 'task:a' },
      ],
    });
  });
});

describe.skipIf(!reachable)('a definition with an input that its action does not take', () => {
  const DOUBTFUL = `version: '2.0'\ndoubtful: {tasks: {t: {action: std.noop, input: {x: 1}}}}\n`;
  const ISSUE = { message: "Action 'std.noop' has no input 'x'.", severity: 'WARNING', line: 2, column: 50 };
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.open();
  });
  afterAll(() => api?.close());

  it('is valid, with a warning', async () => {
    const query =
      'query ($d: String!) { validate(kind: WORKFLOW, definition: $d) { valid issues { message severity line column } } }';
    expect(await api.server.ask(query, { d: DOUBTFUL })).toEqual({ validate: { valid: true, issues: [ISSUE] } });
  });

  it('is stored, and the payload tells the warning', async () => {
    const fields = '{ workflows { name } warnings { message severity line column } errors { message } }';
    const query = `mutation ($d: String!) { createWorkflows(input: { definition: $d }) ${fields} }`;
    expect(await api.server.ask(query, { d: DOUBTFUL })).toEqual({
      createWorkflows: { workflows: [{ name: 'doubtful' }], warnings: [ISSUE], errors: [] },
    });
    expect(await api.server.ask(query, { d: DOUBTFUL })).toMatchObject({
      createWorkflows: { workflows: [], warnings: [], errors: [{ message: expect.any(String) }] },
    });
  });

  it('is stored in a workbook, or as an ad-hoc action, and the payload tells the warning as well', async () => {
    const workflow = "version: '2.0'\nname: book\nworkflows: {w: {tasks: {t: {action: std.noop, input: {x: 1}}}}}\n";
    const action = "version: '2.0'\ndoubtful_action: {base: std.noop, base-input: {x: 1}}\n";
    const fields = '{ warnings { message severity } errors { message } }';
    const query = `mutation ($w: String!, $a: String!) {
      createWorkbook(input: { definition: $w }) ${fields} createActions(input: { definition: $a }) ${fields} }`;
    const told = { warnings: [{ message: ISSUE.message, severity: 'WARNING' }], errors: [] };
    expect(await api.server.ask(query, { w: workflow, a: action })).toEqual({
      createWorkbook: told,
      createActions: told,
    });
  });
});
