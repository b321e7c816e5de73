import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runRequest } from '../../actions/runRequest.ts';
import { actionNamed, run } from '../checkout.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  mkdirSync(join(folder, 'root/deep'), { recursive: true });
  for (const [name, bytes] of Object.entries({ small: 3, large: 5000, 'deep/middle': 400 })) {
    writeFileSync(join(folder, 'root', name), 'x'.repeat(bytes));
  }
  writeFileSync(join(folder, 'outside'), 'secret');
  symlinkSync(join(folder, 'outside'), join(folder, 'root/link'));
  vi.stubEnv('FILES_ROOTS', join(folder, 'root'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('files.digest', () => {
  it('computes the checksum of a file and says how far it is', async () => {
    const request = runRequest();
    expect(await run('files.digest', { path: 'small', algorithm: 'md5' }, request)).toEqual({
      state: 'SUCCESS',
      output: { digest: 'f561aaf6ef0bf14d4208bb46a4ccb3ad', algorithm: 'md5', bytes: 3 },
    });
    expect(request.steps.at(-1)?.fraction).toBe(1);
  });

  it.each([
    ['../outside', 'NOT_ALLOWED'],
    ['link', 'NOT_ALLOWED'],
    ['/etc/passwd', 'NOT_ALLOWED'],
    ['absent', 'ENOENT'],
    ['deep', 'NOT_A_FILE'],
  ])('refuses %s with %s', async (path, code) => {
    expect(await run('files.digest', { path })).toMatchObject({ state: 'ERROR', error: { code, retry: false } });
  });
});

describe('files.disk_usage', () => {
  it('adds up the files below a folder, links not followed', async () => {
    expect(await run('files.disk_usage')).toMatchObject({ output: { bytes: 5403, files: 3 } });
    expect(await run('files.disk_usage', { path: 'deep' })).toMatchObject({ output: { bytes: 400, files: 1 } });
  });

  it('ends when it is cancelled', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    expect(await run('files.disk_usage', {}, { signal })).toMatchObject({ error: { code: 'ABORTED' } });
  });
});

describe('files.find_large', () => {
  it('finds the largest files, largest first', async () => {
    expect(await run('files.find_large', { min_bytes: 4 })).toMatchObject({
      output: [
        { path: 'large', bytes: 5000 },
        { path: join('deep', 'middle'), bytes: 400 },
      ],
    });
    expect(await run('files.find_large', { min_bytes: 0, limit: 1 })).toMatchObject({ output: [{ path: 'large' }] });
  });
});

describe('the examples of files', () => {
  it.each(['files.digest', 'files.disk_usage', 'files.find_large'])('run as they are: %s', async (name) => {
    vi.stubEnv('FILES_ROOTS', new URL('../../..', import.meta.url).pathname);
    for (const { input } of actionNamed(name).examples) {
      expect(await run(name, input as Record<string, string>)).toMatchObject({ state: 'SUCCESS' });
    }
  });
});
