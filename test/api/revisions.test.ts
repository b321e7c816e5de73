import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable, SERVERS } from '../support/databases.ts';
import { InProcess } from './InProcess.ts';

const isQueueReachable = await isReachable(createPostgres);

const FIRST = `version: '2.0'
w:
  tasks:
    a: {action: std.noop}
    b: {action: std.noop}
`;
const SECOND = `version: '2.0'
w:
  output: {x: 1}
  tasks:
    a: {action: std.noop, on-success: c}
    c: {action: std.noop}
`;

for (const server of SERVERS) {
  const reachable = isQueueReachable && (await isReachable(server.create));
  describe.skipIf(!reachable)(
    `the texts of a definition on ${server.name}${reachable ? '' : ' (no server on this machine)'}`,
    () => {
      let api: InProcess;
      beforeAll(async () => {
        api = await InProcess.open(server.create);
        await api.create(FIRST);
        await update(SECOND);
        await update(SECOND.replace('c:', '# nothing else\n    c:'));
      });
      afterAll(() => api?.close());

      async function update(definition: string): Promise<void> {
        const query = 'mutation ($d: String!) { updateWorkflows(input: { definition: $d }) { errors { message } } }';
        expect(await api.ask(query, { d: definition })).toEqual({ updateWorkflows: { errors: [] } });
      }

      it('are listed, the newest first, in pages', async () => {
        const page = (part: string) => `revisions(${part}) {
          nodes { revision checksum createdAt definition } totalCount pageInfo { hasNextPage endCursor } }`;
        interface Revisions {
          readonly nodes: readonly { revision: number; checksum: string; definition: string }[];
          readonly totalCount: number;
          readonly pageInfo: { hasNextPage: boolean; endCursor: string };
        }
        const read = async (part: string) =>
          (await api.ask<{ workflow: { revisions: Revisions } }>(`{ workflow(name: "w") { ${page(part)} } }`)).workflow
            .revisions;
        const newest = await read('first: 2');
        expect(newest.nodes.map(({ revision }) => revision)).toEqual([3, 2]);
        expect(newest).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
        expect(newest.nodes[0]?.definition).toContain('# nothing else');
        const oldest = await read(`first: 2, after: "${newest.pageInfo.endCursor}"`);
        expect(oldest).toMatchObject({ nodes: [{ revision: 1 }], pageInfo: { hasNextPage: false } });
        const { workflow } = await api.ask<{ workflow: { checksum: string } }>(
          '{ workflow(name: "w", revision: 1) { checksum } }',
        );
        expect(oldest.nodes[0]?.checksum).toBe(workflow.checksum);
      });

      it('of a workflow are compared as texts and by what they mean', async () => {
        const changes = 'from to diff keys tasks { name kind keys }';
        const { workflow } = await api.ask<{ workflow: { changes: { diff: string } } }>(
          `{ workflow(name: "w", revision: 2) { changes(since: 1) { ${changes} } } }`,
        );
        expect(workflow.changes).toMatchObject({
          from: 1,
          to: 2,
          keys: ['output'],
          tasks: [
            { name: 'a', kind: 'CHANGED', keys: ['on-success'] },
            { name: 'c', kind: 'ADDED', keys: [] },
            { name: 'b', kind: 'REMOVED', keys: [] },
          ],
        });
        expect(workflow.changes.diff).toContain('--- w (revision 1)\n+++ w (revision 2)\n@@');
        expect(workflow.changes.diff).toContain('\n-    b: {action: std.noop}\n');
        const { same } = await api.ask<{ same: { changes: { diff: string } } }>(
          `{ same: workflow(name: "w") { changes(since: 2) { ${changes} } } }`,
        );
        expect(same.changes).toMatchObject({
          keys: [],
          tasks: [],
          diff: expect.stringContaining('+    # nothing else'),
        });
        await expect(api.ask('{ workflow(name: "w") { changes(since: 9) { diff } } }')).rejects.toThrow(/9/);
      });

      it('of an ad-hoc action are listed and compared', async () => {
        const text = (output: string) => `version: '2.0'\nmine: {base: std.echo, base-input: {output: ${output}}}\n`;
        for (const [mutation, output] of [
          ['createActions', 'one'],
          ['updateActions', 'two'],
        ] as const) {
          const query = `mutation ($d: String!) { payload: ${mutation}(input: { definition: $d }) { errors { message } } }`;
          expect(await api.ask(query, { d: text(output) })).toEqual({ payload: { errors: [] } });
        }
        const fields = 'revisions { nodes { revision } totalCount } changes(since: 1) { diff }';
        expect(await api.ask(`{ action(name: "mine") { ${fields} } }`)).toEqual({
          action: {
            revisions: { nodes: [{ revision: 2 }, { revision: 1 }], totalCount: 2 },
            changes: { diff: expect.stringContaining('output: two') },
          },
        });
        expect(await api.ask(`{ action(name: "std.noop") { ${fields} } }`)).toEqual({
          action: { revisions: { nodes: [], totalCount: 0 }, changes: null },
        });
      });
    },
  );
}
