import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const RESOLUTION = new URL('../../src/actions/resolution.ts', import.meta.url).href;

const PLUGIN = `import { defineAction, definePlugin, z, type PluginDefinition } from 'tramontane/plugin';
import * as zod from 'zod';
import { result } from './parts/result.ts';
const act = defineAction({ name: 'p.act', description: 'Acts.', input: z.object({}), examples: [], run: () => result });
const plugin: PluginDefinition = definePlugin({ name: 'p', version: String(zod.z === z), actions: [act] });
export default plugin;`;

/** What Node itself makes of a script, without vitest between. */
async function runNode(script: string) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return { stdout: stdout.trim(), stderr };
}

describe('a plugin in a folder outside the checkout', () => {
  it('is loaded by Node as it is, with our SDK and zod, and each version with its own parts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plugin-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'parts'));
    writeFileSync(join(folder, 'index.ts'), PLUGIN);
    const part = join(folder, 'parts/result.ts');
    const { stdout, stderr } = await runNode(`
      import { writeFileSync } from 'node:fs';
      import { installPluginResolution, versionedUrl } from '${RESOLUTION}';
      installPluginResolution();
      installPluginResolution();
      const results = [];
      for (const version of ['old', 'new']) {
        writeFileSync(${JSON.stringify(part)}, 'export const result: string = "' + version + '";');
        const { default: plugin } = await import(versionedUrl(new URL('${pathToFileURL(join(folder, 'index.ts'))}'), version));
        results.push(plugin);
      }
      const isMarked = results[0][Symbol.for('tramontane.plugin')];
      console.log(isMarked, ...results.map((plugin) => plugin.version + plugin.actions[0].run()));
    `);
    expect(stdout).toBe('true trueold truenew');
    expect(stderr).toBe('');
  });
});
