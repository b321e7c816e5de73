import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fixture } from './Fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});
afterEach(() => fixture.remove());

describe('preparing a checkout', () => {
  it('installs and builds what is missing, and the second time nothing', async () => {
    expect(await fixture.prepare()).toMatchObject({ code: 0 });
    expect(fixture.read('dist/src/main.js')).toBe('first');
    expect(await fixture.prepare()).toEqual({ code: 0, said: '' });
    expect(fixture.counts).toEqual({ installs: 1, builds: 1 });
  });

  it('happens once when several start at the same moment', async () => {
    const ended = await Promise.all([1, 2, 3].map(() => fixture.prepare()));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(fixture.counts).toEqual({ installs: 1, builds: 1 });
    expect(readdirSync(fixture.root).filter((name) => /\.prepare|dist\./.test(name))).toEqual([]);
  });

  it('builds again when a source changes, and only then', async () => {
    await fixture.prepare();
    fixture.write('src/main.ts', 'second');
    await fixture.prepare();
    expect(fixture.read('dist/src/main.js')).toBe('second');
    expect(fixture.counts).toEqual({ installs: 1, builds: 2 });
  });

  it('installs again when the lockfile changes', async () => {
    await fixture.prepare();
    fixture.write('tool/package.json', JSON.stringify({ name: 'typescript', version: '1.0.1' }));
    fixture.writeLockfile('1.0.1');
    await fixture.prepare();
    expect(fixture.counts.installs).toBe(2);
  });

  it('takes what somebody installed by hand', async () => {
    expect(spawnSync('npm', ['ci'], { cwd: fixture.root }).status).toBe(0);
    await fixture.prepare();
    expect(fixture.counts).toEqual({ installs: 1, builds: 1 });
  });

  it('installs anew after an installation that was interrupted', async () => {
    await fixture.prepare();
    for (const name of ['.made-from', '.package-lock.json']) rmSync(join(fixture.root, 'node_modules', name));
    await fixture.prepare();
    expect(fixture.counts.installs).toBe(2);
  });

  it('shows what the compiler says, and keeps the last good build', async () => {
    await fixture.prepare();
    fixture.write('src/main.ts', 'wrong');
    const { code, said } = await fixture.prepare();
    expect(code).toBe(1);
    expect(said).toContain('src/main.ts: this is wrong');
    expect(fixture.read('dist/src/main.js')).toBe('first');
  });

  it('shows what npm says when the packages cannot be installed', async () => {
    fixture.write('package-lock.json', '{ "lockfileVersion": 3, "packages": {} }');
    const { code, said } = await fixture.prepare();
    expect(code).toBe(1);
    expect(said).toMatch(/npm error[\s\S]*tramontane: the packages could not be installed/);
  });

  it('writes no path of this machine and no address of a registry', async () => {
    await fixture.prepare();
    for (const stamp of ['node_modules/.made-from', 'dist/.made-from']) {
      expect(readFileSync(join(fixture.root, stamp), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(fixture.read('package-lock.json')).not.toMatch(/https?:/);
  });
});

describe('the lock of a process that prepares', () => {
  it('is broken when that process is dead', async () => {
    fixture.write('.prepare.lock', `999999999 1 ${worldOfProcesses()} abc`);
    expect(await fixture.prepare()).toMatchObject({ code: 0 });
  });

  it('is broken when another process has got its id', async () => {
    fixture.write('.prepare.lock', `${process.pid} 1 ${worldOfProcesses()} abc`);
    expect(await fixture.prepare()).toMatchObject({ code: 0 });
  });
});

function worldOfProcesses(): string {
  const code = `import { world } from ${JSON.stringify(new URL('../../bin/setup/processes.mjs', import.meta.url).href)}; console.log(world())`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' }).stdout.trim();
}
