import { spawn } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { newPlugin } from '../cli/newPlugin.ts';
import { readPluginRequest } from '../cli/PluginRequest.ts';
import { WrongUse } from '../cli/WrongUse.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';

const RESOLUTION = new URL('../actions/registerResolution.js', import.meta.url).href;

/** `tramontane plugin`: begins a plugin, or tests one. */
export function plugin(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const request = readPluginRequest(args, closest);
    if (request.command === 'test') return test(request.folder);
    const path = await newPlugin(request.name, request.folder);
    process.stdout.write(
      `${path} is there: ${request.name}.hello can be used at once by a server that has ${request.folder} among its plugins.\n`,
    );
    return 0;
  });
}

/** Runs the tests of a folder with Node's own test runner, as files that may import what plugins import. */
function test(folder: string): Promise<number> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new WrongUse(`There is no folder ${folder}.`);
  const files = globSync('**/*.test.{ts,js}', { cwd: folder, exclude: (name) => name === 'node_modules' });
  if (files.length === 0) throw new WrongUse(`There is no *.test.ts in ${folder}.`);
  const flags = ['--import', RESOLUTION, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--test'];
  const child = spawn(process.execPath, [...flags, ...files.map((file) => resolve(folder, file))], {
    stdio: 'inherit',
  });
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done(code === 0 ? 0 : 1));
  });
}
