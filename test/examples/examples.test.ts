import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiServer } from '../api/ApiServer.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDataDir } from '../support/Server.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const read = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8');
const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`the examples${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  const folder = temporaryDataDir();
  let api: ApiServer;
  beforeAll(async () => {
    writeFileSync(join(folder.path, 'small.txt'), 'x'.repeat(1_000));
    writeFileSync(join(folder.path, 'large.txt'), 'x'.repeat(2_000_000));
    api = await ApiServer.open({ flags: ['--egress-allow', '127.0.0.1'], env: { FILES_ROOTS: folder.path } });
    for (const name of readdirSync(EXAMPLES)) expect((await api.createWorkflows(read(name))).errors).toEqual([]);
  });
  afterAll(async () => {
    await api.close();
    folder.remove();
  });

  it('disk-report names the largest files of a folder', async () => {
    expect(await api.run('disk_report')).toMatchObject({
      state: 'SUCCESS',
      output: { summary: '2 files, 2 MB', largest: ['large.txt (2000000 bytes)', 'small.txt (1000 bytes)'] },
    });
  });

  it('disk-report fails where the folder is too full', async () => {
    expect(await api.run('disk_report', { input: { limit_megabytes: 1 } })).toMatchObject({
      state: 'ERROR',
      stateInfo: '. has 2 MB, allowed are 1 MB',
    });
  });

  it('site-check finds the server itself good, and a closed port bad', async () => {
    const check = async (url: string) => (await api.run('site_check', { input: { url, patience_seconds: 10 } })).output;
    expect(await check(`${api.server.url}/health`)).toMatchObject({ verdict: 'good' });
    expect(await check('http://127.0.0.1:1/')).toMatchObject({ verdict: 'bad' });
  });

  it('site-check finds an answer slow that takes longer than the patience there is', async () => {
    const input = { url: `${api.server.url}/health`, patience_seconds: 0 };
    expect((await api.run('site_check', { input })).output).toMatchObject({ verdict: 'slow' });
  });

  /** The id of the action that waits for approval. */
  async function approval(executionId: string): Promise<string> {
    const query = `query ($id: ID!) { execution(id: $id) { tasks(filter: { name: { eq: "approval" } }) { nodes { actions { nodes { id } } } } } }`;
    return eventually(async () => {
      const { execution } = await api.server.ask<{
        execution: { tasks: { nodes: { actions: { nodes: { id: string }[] } }[] } };
      }>(query, { id: executionId });
      const id = execution.tasks.nodes[0]?.actions.nodes[0]?.id;
      if (!id) throw new Error('The approval has not been asked for.');
      return id;
    });
  }

  async function decide(id: string, state: string, output: object): Promise<void> {
    const query = 'mutation ($input: CompleteActionInput!) { completeAction(input: $input) { errors { message } } }';
    expect(await api.server.ask(query, { input: { id, state, output } })).toEqual({ completeAction: { errors: [] } });
  }

  it('release-approval waits for approval, and releases the file as it was', async () => {
    const { execution } = await api.start('release_approval', { input: { file: 'small.txt' } });
    await decide(await approval(execution.id), 'SUCCESS', { by: 'Ada' });
    expect(await api.end(execution.id)).toMatchObject({
      state: 'SUCCESS',
      output: { file: 'small.txt', approved_by: 'Ada', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('release-approval fails where the file has changed meanwhile', async () => {
    writeFileSync(join(folder.path, 'moving.txt'), 'before');
    const { execution } = await api.start('release_approval', { input: { file: 'moving.txt' } });
    const id = await approval(execution.id);
    writeFileSync(join(folder.path, 'moving.txt'), 'after');
    await decide(id, 'SUCCESS', { by: 'Ada' });
    expect(await api.end(execution.id)).toMatchObject({
      state: 'ERROR',
      stateInfo: 'moving.txt changed while it waited for approval',
    });
  });

  it('release-approval fails where nobody approves', async () => {
    const { execution } = await api.start('release_approval', { input: { file: 'small.txt' } });
    await decide(await approval(execution.id), 'ERROR', { by: 'Ada' });
    expect(await api.end(execution.id)).toMatchObject({ state: 'ERROR', stateInfo: 'small.txt was not approved' });
  });
});
