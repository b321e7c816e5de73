import { describe, expect, it } from 'vitest';
import { stringifyJson } from '../../src/base/json.ts';
import { HOSTILE_DATA, HOSTILE_EXPRESSIONS } from '../support/hostileExpressions.ts';
import { Command, folderWith } from './Command.ts';

async function evaluate(args: readonly string[], { files = {}, stdin = '' } = {}) {
  const command = Command.start(['eval', ...args], { folder: folderWith(files), stdin });
  return { code: await command.exitCode(), stdout: command.stdout, stderr: command.stderr };
}

describe('tramontane eval', () => {
  it('prints the value as JSON, with no number changed', async () => {
    const data = '{"long": 12345678901234567890, "half": 2.0, "10": 1, "2": 1}';
    expect(await evaluate(['<% $ %>', '--data', data])).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: '{\n  "long": 12345678901234567890,\n  "half": 2.0,\n  "10": 1,\n  "2": 1\n}\n',
    });
  });

  it('takes the data from a file or from standard input', async () => {
    const files = { 'data.json': '{"x": 1}' };
    expect(await evaluate(['{{ _.x + 1 }}', '--data', 'data.json'], { files })).toMatchObject({ stdout: '2\n' });
    expect(await evaluate(['{{ _.x + 1 }}', '--data', '@data.json'], { files })).toMatchObject({ stdout: '2\n' });
    expect(await evaluate(['{{ _.x + 1 }}', '--data', '-'], { stdin: '{"x": 2}' })).toMatchObject({ stdout: '3\n' });
  });

  it('says what is wrong with the expression, and where', async () => {
    const { code, stdout, stderr } = await evaluate(['a <% $.x( %>', '--data', '{}']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/\[expression=a <% \$\.x\( %>, error=.*\] at character \d+:\n {2}a <% \$\.x\( %>\n *\^\n$/);
  });

  it('points out a text that holds no expression', async () => {
    const { code, stdout, stderr } = await evaluate(['1 + 1']);
    expect([code, stdout]).toEqual([0, '"1 + 1"\n']);
    expect(stderr).toMatch(/^This text holds no expression/);
  });

  it('ends with 2 and one line where the data cannot be read', async () => {
    const { code, stderr } = await evaluate(['<% $ %>', '--data', 'none.json']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^--data is neither JSON nor a file that is there: .*\n$/);
  });

  it('answers lines with lines, in order, whatever becomes of one', async () => {
    const stdin = [
      '{"expression": "<% $.a + 1 %>", "data": {"a": 1.0}}',
      '{"expression": {"x": ["{{ _ }}", "plain"]}, "data": "\u2028"}',
      '',
      '{"expression": "<% $.nothing( %>"}',
      '{"expression": "{{ 1 / 0 }}"}',
      'nonsense',
      '{"data": 1}',
      '{"expression": "<% $ %>"}',
    ].join('\n');
    const { code, stdout } = await evaluate([], { stdin });
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 2)).toEqual(['{"value":2.0}', '{"value":{"x":["\u2028","plain"]}}']);
    expect(lines.slice(2, 6).map((line) => JSON.parse(line).error)).toEqual([
      { message: expect.any(String), expression: '<% $.nothing( %>', position: expect.any(Number) },
      expect.objectContaining({ message: expect.any(String), expression: '{{ 1 / 0 }}' }),
      { message: expect.stringMatching(/^The line is not JSON: /) },
      { message: "The line is no object with an 'expression'." },
    ]);
    expect(lines.slice(6)).toEqual(['{"value":null}', '']);
  });

  it('ends quietly where nobody reads on', async () => {
    const stdin = '{"expression": "<% range(0, 5000) %>"}\n'.repeat(200);
    const command = Command.start(['eval', '--batch'], { folder: folderWith({}), stdin });
    command.closeOutput();
    expect(await command.exitCode()).toBe(141);
    expect(command.stderr).toBe('');
  });

  it('refuses hostile expressions within 256 MB, one after the other', async () => {
    const data = stringifyJson(HOSTILE_DATA);
    const texts = HOSTILE_EXPRESSIONS.filter((text) => text.length < 100_000);
    const stdin = texts
      .map((expression) => `{"expression": ${JSON.stringify(expression)}, "data": ${data}}\n`)
      .join('');
    const command = Command.start(['eval', '--batch'], { stdin, env: { NODE_OPTIONS: '--max-old-space-size=256' } });
    expect(await command.exitCode(), command.stderr).toBe(0);
    const answers = command.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { error?: { message: string } });
    expect(answers).toHaveLength(texts.length);
    for (const [index, { error }] of answers.entries()) expect(error?.message, texts[index]).toBeTruthy();
  }, 120_000);
});
