import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { accountFor } from '../../src/embedded/account.ts';
import { openBinaries } from '../../src/embedded/binaries.ts';
import { isRoot } from './scene.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tramontane-binaries-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'store'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A platform package whose install script has not run, unpacked by somebody who lets nobody else in. */
function makePackage(mode: number): { folder: string; version: string } {
  const path = join(folder, 'package');
  for (const name of ['bin', 'lib', 'share/postgresql']) mkdirSync(join(path, 'native', name), { recursive: true });
  const files = ['bin/initdb', 'bin/postgres', 'lib/libpq.so.5.18', 'lib/libpq.a', 'share/postgresql/postgres.bki'];
  for (const name of files)
    writeFileSync(join(path, 'native', name), name, { mode: name.startsWith('bin') ? 0o755 : 0o644 });
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(path, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  chmodSync(path, mode);
  return { folder: path, version: '18.4.0' };
}

it('the links that npm packages cannot carry are made where they are missing', () => {
  const found = makePackage(0o755);
  const { postgres, majorVersion } = openBinaries(undefined, join(folder, 'store'), found);
  expect(postgres).toBe(join(found.folder, 'native', 'bin', 'postgres'));
  expect(majorVersion).toBe('18');
  expect(readlinkSync(join(found.folder, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});

it.runIf(isRoot)('a package out of reach is copied, complete and open to all', () => {
  const found = makePackage(0o700);
  const { postgres } = openBinaries(accountFor(undefined), join(folder, 'store'), found);
  const copy = join(folder, 'store', 'postgresql-18.4.0');
  expect(postgres).toBe(join(copy, 'bin', 'postgres'));
  expect(statSync(postgres).mode & 0o777).toBe(0o755);
  expect(statSync(join(copy, 'share', 'postgresql', 'postgres.bki')).mode & 0o777).toBe(0o644);
  expect(lstatSync(join(copy, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
  expect(readdirSync(join(folder, 'store'))).toEqual(['postgresql-18.4.0']);
  expect(openBinaries(accountFor(undefined), join(folder, 'store'), found).postgres).toBe(postgres);
});
