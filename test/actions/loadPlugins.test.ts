import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPlugins } from '../../src/actions/loadPlugins.ts';
import { runAction } from '../../src/actions/runAction.ts';
import { folderWith, pluginText } from './folderWith.ts';
import { runRequest } from './runRequest.ts';

const CHECKOUT = new URL('../../plugins', import.meta.url).pathname;

describe('loading plugins', () => {
  it('brings the actions of the checkout', async () => {
    const registry = await loadPlugins([CHECKOUT]);
    expect(registry.plugins().flatMap((plugin) => plugin.problems)).toEqual([]);
    expect(registry.plugins().map((plugin) => plugin.name)).toEqual(['files', 'std']);
    expect(registry.get('std.echo')).toMatchObject({ plugin: 'std', version: '1.0.0', instant: true, mode: 'sync' });
    expect(registry.get('std.nothing')).toBeUndefined();
    const names = registry.list().map((action) => action.name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('files.digest');
  });

  it('shows schemas and describes every input of the checkout', async () => {
    const registry = await loadPlugins([CHECKOUT]);
    expect(registry.get('std.http')?.inputSchema).toMatchObject({ type: 'object', required: ['url'] });
    for (const action of registry.list()) expect(action.examples.length, action.name).toBeGreaterThan(0);
  });

  it('finds plugins in TypeScript and JavaScript, and a folder that is one itself', async () => {
    const folder = folderWith({
      'a/index.ts': `import type { PluginDefinition } from 'tramontane/plugin';\n${pluginText('a', ['a.one'])}`,
      'b/index.js': pluginText('b', ['b.one']),
      'notes/README.md': '',
      '.git/index.js': 'throw 1',
    });
    const registry = await loadPlugins([folder, join(folder, 'a')]);
    expect(registry.plugins().map(({ name, version, problems }) => [name, version, problems.length])).toEqual([
      ['a', '2.1.0', 0],
      ['b', '2.1.0', 0],
      ['a', '2.1.0', 1],
    ]);
    expect(await runAction(registry.get('b.one') ?? expect.unreachable(), {}, runRequest())).toMatchObject({
      output: 1,
    });
  });

  it('brings the plugin that the README teaches, as it is printed there', async () => {
    const printed = /```ts\n(.*?)```/s.exec(readFileSync(join(CHECKOUT, 'README.md'), 'utf8'))?.[1] ?? '';
    const registry = await loadPlugins([folderWith({ 'greetings/index.ts': printed })]);
    const hello = registry.get('greetings.hello') ?? expect.unreachable();
    const run = (name: string) => runAction(hello, { name, loud: true }, runRequest());
    expect(await run('Ada')).toMatchObject({ output: { text: 'HELLO, ADA!' } });
    expect(await run('')).toMatchObject({ error: { code: 'NOBODY' } });
  });

  it('reports broken plugins with the reason, and loads the others', async () => {
    const folder = folderWith({
      'a_throws/index.js': "throw new Error('no key')",
      'b_syntax/index.js': 'export default {',
      'c_stranger/index.js': 'export default { actions: [] }',
      'd_missing/index.js': "import 'nowhere-to-be-found'",
      'e_misnamed/index.js': pluginText('other', ['e.one']),
      'f/index.js': pluginText('f', ['f.one']),
    });
    const registry = await loadPlugins([join(folder, 'absent'), folder]);
    const problems = Object.fromEntries(registry.plugins().map((plugin) => [plugin.name, plugin.problems.join()]));
    expect(problems).toMatchObject({
      absent: expect.stringContaining('ENOENT') as string,
      a_throws: 'no key',
      c_stranger: 'its default export is not made by definePlugin({ … })',
      d_missing: expect.stringContaining('nowhere-to-be-found') as string,
      e_misnamed: "it calls itself 'other', but its folder is 'e_misnamed'",
      f: '',
    });
    expect(problems.b_syntax).not.toBe('');
    expect(registry.list().map((action) => action.name)).toEqual(['f.one']);
  });

  it('lets the first of two actions with one name count, and reports the second', async () => {
    const folder = folderWith({
      'a/index.js': pluginText('a', ['same.name'], "'first'"),
      'b/index.js': pluginText('b', ['same.name', 'b.own']),
    });
    const registry = await loadPlugins([folder]);
    expect(registry.get('same.name')?.plugin).toBe('a');
    expect(registry.plugins()[1]).toMatchObject({
      actions: [{ name: 'b.own' }],
      problems: ["action 'same.name' exists already, in plugin 'a'"],
    });
  });

  it('loads a changed plugin beside the old one', async () => {
    const folder = folderWith({ 'a/index.js': pluginText('a', ['a.one'], "'old'") });
    const old = await loadPlugins([folder]);
    writeFileSync(join(folder, 'a/index.js'), pluginText('a', ['a.one'], "'new'"));
    const fresh = await loadPlugins([folder]);
    const outputs = [old, fresh].map(async (registry) => {
      const result = await runAction(registry.get('a.one') ?? expect.unreachable(), {}, runRequest());
      return result.state === 'SUCCESS' ? result.output : result.state;
    });
    expect(await Promise.all(outputs)).toEqual(['old', 'new']);
    expect(old.plugins()[0]?.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(old.plugins()[0]?.checksum).not.toBe(fresh.plugins()[0]?.checksum);
  });
});
