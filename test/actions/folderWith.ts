import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with the given files, outside the checkout; it goes with the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plugins-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The text of a plugin whose actions all give the same. */
export function pluginText(name: string, actions: readonly string[], result = '1'): string {
  const list = actions.map(
    (action) =>
      `defineAction({ name: '${action}', description: 'Does.', input: z.object({}), examples: [], run: async (_, ctx) => ${result} })`,
  );
  return `import { defineAction, definePlugin, z } from 'tramontane/plugin';
    export default definePlugin({ name: '${name}', version: '2.1.0', actions: [${list.join(', ')}] });`;
}
