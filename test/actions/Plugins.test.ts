import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { HostPool } from '../../src/actions/host/HostPool.ts';
import { checkInput } from '../../src/actions/input.ts';
import { packageFolder } from '../../src/actions/PluginFolder.ts';
import type { PluginRules } from '../../src/actions/PluginRules.ts';
import { Plugins } from '../../src/actions/Plugins.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { eventually } from '../support/eventually.ts';
import { folderWith, pluginText } from './folderWith.ts';
import { runRequest } from './runRequest.ts';

const NO_RULES: PluginRules = { inProcess: [], allowPlugins: [], denyPlugins: [], allowActions: [], denyActions: [] };

describe('the plugins of a service', () => {
  let hosts: HostPool;
  beforeAll(() => {
    hosts = new HostPool({ limit: 4, graceMs: 500, egress: { allow: [], deny: [] } });
  });
  afterAll(() => hosts.close());

  async function load(folder: string, rules: Partial<PluginRules> = {}, packages: string[] = []): Promise<Plugins> {
    const plugins = await Plugins.load({
      folders: [folder],
      packages: packages.map((name) => packageFolder(name, folder)),
      rules: { ...NO_RULES, ...rules },
      hosts,
      log: silentLogger,
    });
    onTestFinished(() => plugins.close());
    return plugins;
  }

  /** Runs an action where it is; answers with its output, or what it failed with. */
  async function run(plugins: Plugins, action: string): Promise<unknown> {
    const home = plugins.get(action)?.home ?? expect.unreachable();
    const result = await hosts.run(home, { action, input: '{}', request: runRequest() });
    if (result.state === 'PENDING') return result.state;
    return result.state === 'SUCCESS' ? JSON.parse(result.output) : result.error.message;
  }

  const problemsOf = (plugins: Plugins) =>
    Object.fromEntries(plugins.plugins().map(({ name, problems }) => [name, problems.join('; ')]));

  it('run none of their code within the service, and are known as if they did', async () => {
    const flag = `loaded-${process.pid}`;
    const text = `${pluginText('apart', ['apart.one'], 'process.pid')}
      globalThis['${flag}'] = true;`;
    const plugins = await load(folderWith({ 'apart/index.js': text }));
    expect((globalThis as Record<string, unknown>)[flag]).toBeUndefined();
    expect(plugins.plugins()[0]).toMatchObject({ version: '2.1.0', isolation: 'process', problems: [] });
    const action = plugins.get('apart.one') ?? expect.unreachable();
    expect(checkInput(action, { some: 1 })).toMatchObject([{ kind: 'unexpected', name: 'some' }]);
    expect(await run(plugins, 'apart.one')).not.toBe(process.pid);
  });

  it('that come, change and go while the service runs are noticed; what runs ends on its version', async () => {
    const folder = folderWith({
      'a/index.js': pluginText('a', ['a.one'], "new Promise((done) => setTimeout(() => done('old'), 500))"),
    });
    const plugins = await load(folder);
    await plugins.follow();
    const old = run(plugins, 'a.one');
    writeFileSync(join(folder, 'a/index.js'), pluginText('a', ['a.one', 'a.two'], "'new'"));
    await eventually(() => expect(plugins.get('a.two')).toBeDefined());
    expect(await run(plugins, 'a.one')).toBe('new');
    expect(await old).toBe('old');
    mkdirSync(join(folder, 'b'));
    await new Promise((resolve) => setTimeout(resolve, 400)); // What is written in steps may be looked at between them.
    writeFileSync(join(folder, 'b/index.js'), pluginText('b', ['b.one']));
    await eventually(() => expect(plugins.get('b.one')).toBeDefined());
    for (const name of ['a', 'b']) rmSync(join(folder, name), { recursive: true });
    await eventually(() => expect(plugins.list()).toEqual([]));
  });

  it('stay what they were while their files are broken, and say what is wrong', async () => {
    const folder = folderWith({ 'a/index.js': pluginText('a', ['a.one'], "'good'"), 'b/index.js': 'process.exit(7)' });
    const plugins = await load(folder);
    expect(problemsOf(plugins).b).toContain('exit code 7');
    await plugins.follow();
    writeFileSync(join(folder, 'a/index.js'), 'export default {');
    await eventually(() => expect(problemsOf(plugins).a).toContain('version 2.1.0 is still in use'));
    expect(plugins.get('a.one')).toBeDefined();
    writeFileSync(join(folder, 'a/index.js'), pluginText('a', ['a.one'], "'better'"));
    await eventually(() => expect(problemsOf(plugins).a).toBe(''));
    expect(await run(plugins, 'a.one')).toBe('better');
  });

  it('are loaded as far as the configuration allows', async () => {
    const folder = folderWith({
      'a/index.js': pluginText('a', ['a.one', 'a.two']),
      'b/index.js': 'globalThis.process.exit(1)',
    });
    const plugins = await load(folder, { denyPlugins: ['b'], allowActions: ['a.*'], denyActions: ['*.two'] });
    expect(plugins.list().map(({ name }) => name)).toEqual(['a.one']);
    expect(problemsOf(plugins)).toEqual({
      a: "action 'a.two' is not allowed by the configuration",
      b: 'it is not allowed by the configuration',
    });
  });

  it('may be installed packages', async () => {
    const path = 'node_modules/tramontane-plugin-acme';
    const folder = folderWith({
      [`${path}/package.json`]: JSON.stringify({
        name: 'tramontane-plugin-acme',
        type: 'module',
        exports: './lib/main.js',
      }),
      [`${path}/lib/main.js`]: `import { of } from 'neighbour';\n${pluginText('acme', ['acme.one'], 'of')}`,
      'node_modules/neighbour/package.json': JSON.stringify({
        name: 'neighbour',
        type: 'module',
        exports: './index.js',
      }),
      'node_modules/neighbour/index.js': "export const of = 'a neighbour';",
    });
    const plugins = await load(folder, {}, ['tramontane-plugin-acme']);
    expect(problemsOf(plugins)).toEqual({ acme: '' });
    expect(await run(plugins, 'acme.one')).toBe('a neighbour');
    expect(() => packageFolder('not-there', folder)).toThrow(/not-there/);
  });

  it('cannot take the name of another, and so not its place either', async () => {
    const folder = folderWith({
      'one/a/index.js': pluginText('a', ['a.one']),
      'two/a/index.js': pluginText('a', ['a.two']),
    });
    const sources = { folders: [join(folder, 'one'), join(folder, 'two')], packages: [], hosts, log: silentLogger };
    const plugins = await Plugins.load({ ...sources, rules: { ...NO_RULES, inProcess: ['a'] } });
    expect(plugins.list().map(({ name }) => name)).toEqual(['a.one']);
    expect(plugins.plugins()[1]?.problems[0]).toContain("a plugin 'a' exists already, in");
    expect(existsSync(join(folder, 'two/a'))).toBe(true);
  });
});
