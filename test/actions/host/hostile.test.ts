import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../../src/actions/Action.ts';
import { HostPool } from '../../../src/actions/host/HostPool.ts';
import { loadHosted } from '../../../src/actions/loadHosted.ts';
import type { TextResult } from '../../../src/actions/runActionText.ts';
import { runRequest } from '../runRequest.ts';

const GRACE_MS = 300;

/** Every way we know to do harm, one action each. */
const HOSTILE = `
import { defineAction, definePlugin, z } from 'tramontane/plugin';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { execSync } from 'node:child_process';
const act = (name, run, more = {}) =>
  defineAction({ name: 'hostile.' + name, description: 'Does harm.', input: z.object({ of: z.unknown().optional() }), examples: [], memoryMegabytes: 128, run, ...more });
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
export default definePlugin({
  name: 'hostile',
  version: '1.0.0',
  environment: ['DATABASE_URL', 'TRAMONTANE_TOKEN', 'HOSTILE_OWN', 'OTHER_PLUGINS'],
  actions: [
    act('pid', () => process.pid),
    act('script', async (_, ctx) => (await ctx.runScript('console.log(1); return n + 1', { globals: { n: 1 } }))),
    act('loop', () => { for (;;); }),
    act('deaf', () => new Promise((done) => setTimeout(done, 3_600_000))),
    act('exit', () => process.exit(3)),
    act('kill', () => process.kill(process.pid, 'SIGKILL')),
    act('abort', () => process.abort()),
    act('rejection', async () => { Promise.reject(new Error('nobody catches me')); await wait(1000); }),
    act('exception', async () => { setTimeout(() => { throw new Error('from a timer'); }); await wait(1000); }),
    act('heap', () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }),
    act('buffer', () => Buffer.alloc(2 * 1024 ** 3, 1).length),
    act('logs', (_, ctx) => { const line = 'x'.repeat(10_000); for (let i = 0; i < 100_000; i++) ctx.log.info(line); return 'done'; }),
    act('console', () => { const line = 'x'.repeat(10_000); for (let i = 0; i < 10_000; i++) console.log(line); return 'done'; }),
    act('flood', () => { const block = Buffer.alloc(1024 * 1024, 120); for (let i = 0; i < 1024; ) try { writeSync(2, block); i++; } catch { /* the pipe is full */ } return 'done'; }),
    act('noise', () => { writeSync(3, Buffer.alloc(64, 255)); return wait(1000); }),
    act('result', () => 'x'.repeat(2_000_000)),
    act('environment', () => Object.keys(process.env).sort()),
    act('parent', () => readFileSync('/proc/' + process.ppid + '/environ', 'utf8').length),
    act('read', () => readFileSync('/etc/passwd', 'utf8').length),
    act('write', ({ of }) => writeFileSync(String(of), 'here')),
    act('program', () => execSync('id').toString()),
    act('secret', (_, ctx) => ctx.secrets.get('THEIRS'), { secrets: ['MINE'] }),
    act('mine', (_, ctx) => ctx.secrets.get('MINE'), { secrets: ['MINE'] }),
  ],
});`;

describe('an action in a process of its own', () => {
  let folder: string;
  let pool: HostPool;
  let actions: ReadonlyMap<string, Action>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-'));
    mkdirSync(join(folder, 'hostile'));
    writeFileSync(join(folder, 'hostile/index.js'), HOSTILE);
    Object.assign(process.env, {
      DATABASE_URL: 'postgres://secret',
      TRAMONTANE_TOKEN: 'secret',
      HOSTILE_OWN: '1',
      OTHER_PLUGINS: '2',
    });
    pool = new HostPool({ limit: 4, graceMs: GRACE_MS, egress: { allow: [], deny: [] } });
    const path = join(folder, 'hostile');
    const plugin = await loadHosted({ name: 'hostile', path, entry: join(path, 'index.js') }, pool);
    expect(plugin.problems).toEqual([]);
    actions = new Map(plugin.actions.map((action) => [action.name, action]));
  });
  afterAll(async () => {
    await pool.close();
    for (const name of ['DATABASE_URL', 'TRAMONTANE_TOKEN', 'HOSTILE_OWN', 'OTHER_PLUGINS']) delete process.env[name];
    rmSync(folder, { recursive: true });
  });

  const run = (name: string, request = runRequest(), input: object = {}): Promise<TextResult> => {
    const { home } = actions.get(`hostile.${name}`) ?? expect.unreachable();
    return pool.run(home ?? expect.unreachable(), { action: `hostile.${name}`, input: JSON.stringify(input), request });
  };
  const timeLimit = (ms: number) => runRequest({ signal: AbortSignal.timeout(ms) });
  const pidOf = async () => Number(((await run('pid')) as { output: string }).output);

  it.each([
    ['exit', 'CRASHED', /ended with exit code 3/],
    ['kill', 'CRASHED', /SIGKILL/],
    ['abort', 'CRASHED', /SIGABRT|exit code/],
    ['rejection', 'UNHANDLED_REJECTION', /nobody catches me/],
    ['exception', 'UNCAUGHT_EXCEPTION', /from a timer/],
    ['heap', 'OUT_OF_MEMORY', /more memory than its plugin may have/],
    ['buffer', 'EXCEPTION', /memory|allocation/],
    ['flood', 'OUTPUT_LIMIT', /bytes of output/],
    ['noise', 'CRASHED', /broke the protocol/],
    ['result', 'RESULT_TOO_LARGE', /the limit is 1048576/],
    ['parent', 'EXCEPTION', /restricted/],
    ['read', 'EXCEPTION', /restricted/],
    ['program', 'EXCEPTION', /restricted/],
    ['secret', 'SECRET_NOT_DECLARED', /THEIRS/],
  ])('that does harm (%s) fails with %s, and the next one runs', async (name, code, message) => {
    expect(await run(name)).toMatchObject({
      state: 'ERROR',
      error: { code, message: expect.stringMatching(message) as string },
    });
    expect(await run('pid')).toMatchObject({ state: 'SUCCESS' });
  });

  it.each(['loop', 'deaf'])('that does not heed its signal (%s) is gone soon after the grace period', async (name) => {
    const pid = await pidOf();
    const begunMs = performance.now();
    expect(await run(name, timeLimit(100))).toMatchObject({
      error: { code: 'TIMEOUT', message: expect.stringContaining('its process was killed') as string },
    });
    expect(performance.now() - begunMs).toBeLessThan(100 + GRACE_MS + 1_000);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('may write as much log as it likes, of which a bounded part is kept', async () => {
    for (const name of ['logs', 'console']) {
      const request = runRequest();
      expect(await run(name, request)).toMatchObject({ state: 'SUCCESS', output: '"done"' });
      expect(request.lines.length).toBeLessThan(200);
      expect(request.lines.at(-1)?.message).toContain('left out');
    }
  });

  it('sees nothing of the service: neither its environment nor files that it has no business with', async () => {
    const { output } = (await run('environment')) as { output: string };
    expect(JSON.parse(output)).toContain('HOSTILE_OWN');
    expect(JSON.parse(output).filter((name: string) => /URL|TOKEN|OTHER/.test(name))).toEqual([]);
    const file = join(folder, 'written');
    expect(await run('write', runRequest(), { of: file })).toMatchObject({ state: 'ERROR' });
    expect(existsSync(file)).toBe(false);
  });

  it('runs scripts in the sandbox of the service', async () => {
    const request = runRequest();
    expect(await run('script', request)).toMatchObject({ output: '2' });
    expect(request.lines).toMatchObject([{ message: '1' }]);
  });

  it('is given its own secrets', async () => {
    const secrets = { MINE: 'mine', THEIRS: 'theirs' };
    expect(await run('mine', runRequest({ secrets }))).toMatchObject({ output: '"mine"' });
  });
});
