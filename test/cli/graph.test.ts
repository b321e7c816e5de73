import { describe, expect, it } from 'vitest';
import { Command, folderWith } from './Command.ts';

const TWO = `version: '2.0'\none: {tasks: {a: {on-success: b}, b: {join: all}}}\ntwo: {tasks: {c: {action: std.noop}}}\n`;
const WORKBOOK = `version: '2.0'\nname: wb\nworkflows: {one: {tasks: {a: {action: std.noop}}}, two: {tasks: {c: {action: std.noop}}}}\n`;

async function graph(text: string, args: readonly string[]) {
  const folder = folderWith({ 'a.yaml': text });
  const command = Command.start(['graph', ...args], { folder, stdin: text });
  return { code: await command.exitCode(), stdout: command.stdout, stderr: command.stderr };
}

describe('tramontane graph', () => {
  it('draws the workflow that is named, as Mermaid has it', async () => {
    const { code, stdout } = await graph(TWO, ['a.yaml', '--workflow', 'one']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^flowchart TD\n.* {2}n1 -->\|"on-success"\| n2\n$/s);
  });

  it('draws one of a workbook for Graphviz, by its own name or the whole one', async () => {
    for (const name of ['two', 'wb.two']) {
      const { stdout } = await graph(WORKBOOK, ['-', '--workflow', name, '--format', 'dot']);
      expect(stdout).toMatch(/^digraph "wb\.two" \{\n.*label="c\\nstd\.noop".*\}\n$/s);
    }
  });

  it('gives nodes and edges as JSON', async () => {
    const { stdout } = await graph(TWO, ['a.yaml', '--workflow', 'one', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ name: 'one', type: 'direct' },
      nodes: [{ kind: 'start' }, { kind: 'task', name: 'a' }, { kind: 'join', name: 'b', join: 'all', inbound: 1 }],
      edges: [{ kind: 'start' }, { kind: 'on-success', from: 'task:a', to: 'task:b' }],
    });
  });

  it.each([
    ['has several workflows and none is named', TWO, ['a.yaml'], /^Which workflow\? The file has 'one', 'two'; /],
    [
      'has none of that name',
      TWO,
      ['a.yaml', '--workflow', 'x'],
      /^There is no workflow 'x' in the file, which has 'one'/,
    ],
    ['has none at all', `version: '2.0'\nname: wb\n`, ['a.yaml'], /^There is no workflow in the file\.$/m],
    [
      'is wrong',
      `version: '2.0'\nw: {tasks: {a: {on-success: b}}}\n`,
      ['a.yaml'],
      /^a\.yaml:2:\d+: error: Task 'b' not found/,
    ],
  ])('ends with 2 where the file %s', async (_, text, args, message) => {
    const { code, stdout, stderr } = await graph(text, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
