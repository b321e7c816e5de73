import { describe, expect, it } from 'vitest';
import { Command, folderWith } from './Command.ts';

const VALID = `version: '2.0'\nw: {tasks: {t: {action: std.noop}}}\n`;
const WRONG = `version: '2.0'\nw:\n  tasks:\n    t: {action: std.noop, on-succes: u}\n`;
const DOUBTFUL = `version: '2.0'\nw:\n  tasks:\n    t: {action: std.echo, input: {outptu: 1, output: 2}}\n`;
const WORKBOOK = `version: '2.0'\nname: wb\nactions: {a: {base: std.noop}}\n`;
const ACTION = `version: '2.0'\na: {base: std.noop, bas: 1}\n`;

/** No database, no port and nowhere to keep data: what needs one of them fails. */
const ALONE = { DATABASE_URL: 'postgres://127.0.0.1:1/none', TRAMONTANE_DATA_DIR: '/dev/null/none' };

async function validate(files: Readonly<Record<string, string>>, args: readonly string[], stdin = '') {
  const command = Command.start(['validate', ...args], { folder: folderWith(files), stdin, env: ALONE });
  return { code: await command.exitCode(), stdout: command.stdout, stderr: command.stderr };
}

describe('tramontane validate', () => {
  it('says nothing but a summary where all is well', async () => {
    const found = await validate({ 'a.yaml': VALID, 'b.yaml': WORKBOOK }, ['a.yaml', 'b.yaml']);
    expect(found).toEqual({ code: 0, stdout: '', stderr: '2 files: 0 errors, 0 warnings.\n' });
  });

  it('says where each problem is, and ends with 2', async () => {
    const { code, stdout, stderr } = await validate({ 'a.yaml': WRONG, 'b.yaml': ACTION }, ['a.yaml', 'b.yaml']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^a\.yaml:4:27: error: .*on-succes.*\(did you mean 'on-success'.*\)$/m);
    expect(stdout).toMatch(/^b\.yaml:2:21: error: 'bas' is not a key of an action\. \(.*'base'.*\)$/m);
    expect(stderr).toBe('2 files: 2 errors, 0 warnings.\n');
  });

  it('is content with warnings, and knows what actions take', async () => {
    const { code, stdout } = await validate({ 'a.yaml': DOUBTFUL }, ['a.yaml']);
    expect(code).toBe(0);
    expect(stdout).toBe("a.yaml:4:35: warning: Action 'std.echo' has no input 'outptu'. (did you mean 'output'?)\n");
  });

  it('knows the actions of further plugins', async () => {
    const files = {
      'mine/mine/index.js': [
        `import { defineAction, definePlugin, z } from 'tramontane/plugin';`,
        `const act = defineAction({ name: 'mine.act', description: 'Acts.', input: z.object({}), examples: [], run: () => null });`,
        `export default definePlugin({ name: 'mine', version: '1', actions: [act] });`,
      ].join('\n'),
      'a.yaml': `version: '2.0'\nw: {tasks: {t: {action: mine.act x=1}}}\n`,
    };
    const { stdout } = await validate(files, ['a.yaml', '--plugins', 'mine']);
    expect(stdout).toContain("Action 'mine.act' has no input 'x'.");
  });

  it('reads standard input, and takes it for what it is said to be', async () => {
    const { code, stdout } = await validate({}, ['-', '--kind', 'workbook', '--format', 'json'], VALID);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, files: [{ file: '<stdin>', kind: 'workbook' }] });
  });

  it('writes SARIF alone to standard output', async () => {
    const { code, stdout, stderr } = await validate({ 'a.yaml': WRONG }, ['a.yaml', '--format', 'sarif']);
    expect([code, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout).runs[0].results).toMatchObject([{ level: 'error' }]);
  });

  it('ends with 2 and one line where a file is not there', async () => {
    const { code, stderr } = await validate({}, ['none.yaml']);
    expect([code, stderr]).toEqual([2, 'FILE: none.yaml cannot be read: there is no such file.\n']);
  });
});
