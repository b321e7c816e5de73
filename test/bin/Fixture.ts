import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SETUP = new URL('../../bin/setup/', import.meta.url);

/** A checkout with one package (a "compiler" that copies) and one source, which installs without a network. */
export class Fixture {
  readonly root = mkdtempSync(join(tmpdir(), 'tramontane-checkout-'));

  constructor() {
    this.write('package.json', JSON.stringify({ ...NAME, dependencies: DEPENDENCIES, scripts: SCRIPTS }));
    this.writeLockfile('1.0.0');
    this.write('tool/package.json', JSON.stringify({ name: 'typescript', version: '1.0.0', type: 'commonjs' }));
    this.write('tool/bin/tsc', COMPILER);
    this.write('tsconfig.build.json', '{}');
    this.write('src/main.ts', 'first');
  }

  writeLockfile(version: string): void {
    const packages = {
      '': { ...NAME, dependencies: DEPENDENCIES, hasInstallScript: true },
      'node_modules/typescript': { resolved: 'tool', link: true },
      tool: { name: 'typescript', version },
    };
    this.write('package-lock.json', JSON.stringify({ ...NAME, lockfileVersion: 3, requires: true, packages }));
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.root, path, '..'), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string | undefined {
    return existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), 'utf8') : undefined;
  }

  /** How often it was installed and built. */
  get counts(): { installs: number; builds: number } {
    const lines = (path: string) => (this.read(path) ?? '').split('\n').length - 1;
    return { installs: lines('installs'), builds: lines('builds') };
  }

  /** Prepares in a process of its own. */
  prepare(): Promise<{ code: number | null; said: string }> {
    const child = spawnModule(
      `import { prepare } from ${JSON.stringify(new URL('prepare.mjs', SETUP).href)};
       import { command } from ${JSON.stringify(new URL('say.mjs', SETUP).href)};
       await command(() => prepare(${JSON.stringify(this.root)}));`,
    );
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs JavaScript in a process of its own. */
export function spawnModule(code: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A module of `bin/setup`; these have no types, because any Node has to run them as they are. */
export function importSetup<Module>(name: string): Promise<Module> {
  return import(new URL(name, SETUP).href) as Promise<Module>;
}

const NAME = { name: 'fixture', version: '1.0.0' };
const DEPENDENCIES = { typescript: 'file:tool' };
const SCRIPTS = { postinstall: 'echo once >> installs' };
const COMPILER = `
const fs = require('node:fs');
const [source, outDir] = [fs.readFileSync('src/main.ts', 'utf8'), process.argv.at(-1)];
if (source === 'wrong') { console.log('src/main.ts: this is wrong'); process.exit(2); }
fs.mkdirSync(outDir + '/src', { recursive: true });
fs.writeFileSync(outDir + '/src/main.js', source);
fs.appendFileSync('builds', 'once\\n');
`;
