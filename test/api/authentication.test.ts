import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/api/schema.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';
import { anyOperation } from './anyOperation.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/src/main.js');
const run = promisify(execFile);
const reachable = await isReachable(createPostgres);

const WORKFLOW = `version: '2.0'
hello:
  tasks:
    wait:
      action: std.async_noop
`;
/** What needs no permission: what is found by `node` is guarded by its type, and who one is may be asked by anybody. */
const OPEN_TO_ALL = ['Query.node', 'Query.viewer'];

interface Shown {
  readonly answer: { readonly errors?: readonly { readonly code: string }[] } | null;
}

const schema = createSchema();
const ROOTS = [schema.getQueryType(), schema.getMutationType()] as GraphQLObjectType[];
const OPERATIONS = ROOTS.flatMap((root) =>
  Object.values(root.getFields()).map(
    (field) => [`${root.name}.${field.name}`, anyOperation(root, field as GraphQLField<unknown, unknown>)] as const,
  ),
);

describe.skipIf(!reachable)(
  `a server with authentication${reachable ? '' : ' (no PostgreSQL on this machine)'}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tramontane-policy-'));
    const policy = join(folder, 'policy.json');
    let database: TestDatabase;
    let server: Server;
    const tokens: Record<string, string> = {};

    /** A token, by the command line. */
    async function token(project: string, role: string): Promise<string> {
      const args = ['token', 'create', '--name', 'test', '--project', project, '--as', role, '--policy', policy];
      const { stdout } = await run(process.execPath, [MAIN, ...args, '--database-url', database.url]);
      return stdout.trim();
    }
    const tell = <Data>(who: string, query: string, variables: object = {}) =>
      server.send<Data>(query, variables, tokens[who]);

    beforeAll(async () => {
      writeFileSync(policy, JSON.stringify({ roles: { nothing: { allow: [] } } }));
      database = await createPostgres();
      const flags = ['--database-url', database.url, '--auth', 'required', '--policy', policy];
      server = await Server.start({ flags });
      const wanted = [
        ['north', 'admin'],
        ['north', 'member'],
        ['north', 'reader'],
        ['north', 'nothing'],
        ['south', 'admin'],
      ] as const;
      await Promise.all(
        wanted.map(async ([project, role]) => (tokens[`${role} of ${project}`] = await token(project, role))),
      );
    });
    afterAll(async () => {
      await server.stop();
      await database.drop();
      rmSync(folder, { recursive: true });
    });

    async function start(): Promise<string> {
      await tell(
        'member of north',
        'mutation ($d: String!) { createWorkflows(input: { definition: $d }) { errors { message } } }',
        {
          d: WORKFLOW,
        },
      );
      const { data } = await tell<{ startExecution: { execution: { id: string } } }>(
        'member of north',
        'mutation { startExecution(input: { workflow: "hello" }) { execution { id } errors { message } } }',
      );
      return data.startExecution.execution.id;
    }

    it.each([
      ['no token', undefined],
      ['a text that is no token', 'abc'],
      ['a token that nobody made', `tmt_${'0'.repeat(32)}_${'A'.repeat(43)}`],
      ['a JWT, which nobody set up', 'a.b.c'],
    ])('answers 401 to %s, and says how to do better', async (_, credential) => {
      const headers = {
        'content-type': 'application/json',
        ...(credential && { authorization: `Bearer ${credential}` }),
      };
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers,
        body: '{"query":"{ __typename }"}',
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="tramontane"');
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    });

    it('says to anybody whether it is ready', async () => {
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
    });

    it('tells a caller who they are', async () => {
      const { data } = await tell('reader of north', '{ viewer { subject project roles } }');
      expect(data).toEqual({
        viewer: { subject: expect.stringMatching(/^token:/), project: 'north', roles: ['reader'] },
      });
    });

    it.each(OPERATIONS)('lets nobody use %s without a permission', async (name, document) => {
      const { data, errors } = await tell<Shown | null>('nothing of north', document);
      const codes = [
        ...(errors ?? []).map(({ extensions }) => extensions.code),
        ...(data?.answer?.errors ?? []).map(({ code }) => code),
      ];
      expect(codes).toEqual(OPEN_TO_ALL.includes(name) ? [] : ['FORBIDDEN']);
    });

    it.each(
      OPERATIONS.filter(([name]) => name.startsWith('Mutation.')),
    )('lets no reader use %s', async (_, document) => {
      const { data } = await tell<Shown>('reader of north', document);
      expect(data.answer?.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    });

    it.each(OPERATIONS)('finds an administrator able to use %s, whatever comes of it', async (_, document) => {
      const { data, errors } = await tell<Shown | null>('admin of south', document);
      expect(JSON.stringify([data, errors])).not.toContain('FORBIDDEN');
    });

    it('lets only administrators show things to other projects', async () => {
      const text =
        'mutation { createEnvironment(input: { name: "e", variables: {}, scope: PUBLIC }) { errors { code message } } }';
      const { data } = await tell<{ createEnvironment: { errors: object[] } }>('member of north', text);
      expect(data.createEnvironment.errors).toEqual([
        { code: 'FORBIDDEN', message: 'You may not do this: it needs the permission environments:publicize.' },
      ]);
    });

    it('shows nothing of one project to another, by whatever way', async () => {
      const id = await start();
      const inside = await tell<{
        execution: { tasks: { nodes: { id: string; actions: { nodes: { id: string }[] } }[] } };
      }>(
        'reader of north',
        'query ($id: ID!) { execution(id: $id) { tasks { nodes { id actions { nodes { id } } } } } workflow(name: "hello") { id } }',
        { id },
      );
      const [task] = inside.data.execution.tasks.nodes;
      const workflowId = (inside.data as unknown as { workflow: { id: string } }).workflow.id;
      const ids = [id, task?.id, task?.actions.nodes[0]?.id, workflowId];
      expect(ids.filter(Boolean)).toHaveLength(4);
      for (const each of ids) {
        const query = `query ($id: ID!) { node(id: $id) { id } execution(id: $id) { id } taskExecution(id: $id) { id }
        actionExecution(id: $id) { id } workflow(id: $id) { id } }`;
        const { data, errors } = await tell('admin of south', query, { id: each });
        expect(errors).toBeUndefined();
        expect(data).toEqual({
          node: null,
          execution: null,
          taskExecution: null,
          actionExecution: null,
          workflow: null,
        });
      }
      const lists = await tell(
        'admin of south',
        '{ executions { totalCount nodes { id } } workflows { totalCount nodes { id } } }',
      );
      expect(lists.data).toEqual({ executions: { totalCount: 0, nodes: [] }, workflows: { totalCount: 0, nodes: [] } });
      const changes = await tell<Record<string, { errors: { code: string }[] }>>(
        'admin of south',
        `mutation ($id: ID!, $action: ID!, $workflow: ID!) {
        cancel: cancelExecution(input: { id: $id }) { errors { code } }
        complete: completeAction(input: { id: $action, state: SUCCESS }) { errors { code } }
        delete: deleteWorkflow(input: { id: $workflow }) { errors { code } }
        start: startExecution(input: { workflow: "hello" }) { errors { code } }
      }`,
        { id, action: ids[2], workflow: workflowId },
      );
      expect(Object.values(changes.data).flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(
        Array(4).fill('NOT_FOUND'),
      );
      const own = await tell<{ execution: { state: string } }>(
        'reader of north',
        'query ($id: ID!) { execution(id: $id) { state } }',
        { id },
      );
      expect(own.data.execution.state).toBe('RUNNING');
    });

    it('does not even say that something is there to whom may not see its kind', async () => {
      const id = await start();
      const { data } = await tell('nothing of north', 'query ($id: ID!) { node(id: $id) { __typename } }', { id });
      expect(data).toEqual({ node: null });
    });

    it('streams to those who may see it, and to nobody else', async () => {
      const id = await start();
      const first = async (who: string | undefined): Promise<unknown> => {
        const client = server.subscriber(who === undefined ? undefined : tokens[who]);
        try {
          const items = client.iterate({
            query: 'subscription ($id: ID!) { executionStream(id: $id) { __typename } }',
            variables: { id },
          });
          return (await items.next()).value;
        } catch (error) {
          return error instanceof Error ? error.message : ((error as { code?: number }).code ?? (error as object[])[0]);
        } finally {
          void client.dispose();
        }
      };
      expect(await first('reader of north')).toMatchObject({ data: { executionStream: { __typename: 'Snapshot' } } });
      expect(await first('nothing of north')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
      expect(await first('admin of south')).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
      expect(await first(undefined)).toBe(4403);
    });

    it('ends the streams of a token that is revoked', async () => {
      const id = await start();
      const text = await token('north', 'reader');
      const client = server.subscriber(text);
      const closed = new Promise((done) => client.on('closed', (event) => done((event as { code: number }).code)));
      const items = client.iterate({
        query: 'subscription ($id: ID!) { executionStream(id: $id) { __typename } }',
        variables: { id },
      });
      expect((await items.next()).value).toMatchObject({ data: { executionStream: { __typename: 'Snapshot' } } });
      const tokenId = /^tmt_(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})/.exec(text)?.slice(1).join('-') as string;
      const ended = items.next().then(
        () => 'more',
        () => 'cut off',
      );
      await run(process.execPath, [MAIN, 'token', 'revoke', tokenId, '--database-url', database.url]);
      expect(await ended).toBe('cut off');
      expect(await closed).toBe(4403);
      await eventually(async () => expect((await server.send('{ __typename }', {}, text)).status).toBe(401));
    });

    it('is used by the command line with TRAMONTANE_TOKEN', async () => {
      const file = join(folder, 'hello.yaml');
      writeFileSync(file, WORKFLOW.replace('std.async_noop', 'std.noop'));
      const args = ['run', file, '--server', server.url, '--json'];
      const env = { ...process.env, TRAMONTANE_TOKEN: tokens['member of north'] };
      expect((await run(process.execPath, [MAIN, ...args], { env })).stdout).toContain('SUCCESS');
      const { TRAMONTANE_TOKEN: _, ...without } = env;
      await expect(run(process.execPath, [MAIN, ...args], { env: without })).rejects.toThrow('Say who you are');
    });
  },
);
