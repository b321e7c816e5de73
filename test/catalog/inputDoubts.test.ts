import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPlugins } from '../../src/actions/loadPlugins.ts';
import { checkDefinition } from '../../src/catalog/checkDefinition.ts';
import type { DefinitionKind } from '../../src/lang/kindOf.ts';
import { literalCheck } from '../../src/roles/literalCheck.ts';

const check = literalCheck(await loadPlugins([resolve(import.meta.dirname, '../../plugins')]));

/** `line:column message (hint)` of every problem, all of them warnings. */
function doubts(text: string, kind: DefinitionKind = 'WORKFLOW'): string[] {
  const problems = checkDefinition(kind, text, check);
  expect(problems.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  return problems.map(({ line, column, message, hint }) => `${line}:${column} ${message}${hint ? ` (${hint})` : ''}`);
}
/** A task whose lines are on line 5 and below, at column 7. */
const task = (...lines: string[]) =>
  [`version: '2.0'`, 'w:', '  tasks:', '    t:', ...lines.map((line) => `      ${line}`), ''].join('\n');

const ENVIRONMENT = "(unless the environment of a run gives it in '__actions')";

describe('the literal input of a task', () => {
  it('is doubted at the key of what the action does not take', () => {
    expect(doubts(task('action: std.echo', 'input:', '  output: 1', '  dealy: 1', '  delay: soon'))).toEqual([
      "8:9 Action 'std.echo' has no input 'dealy'. (did you mean 'delay'?)",
      "9:9 Action 'std.echo' does not take this 'delay': expected a number of seconds.",
    ]);
  });

  it('is doubted at its own key where something is missing, and at the name of the action where there is no input', () => {
    expect(doubts(task('action: std.http', 'input: {method: GET}'))).toEqual([
      `6:7 Action 'std.http' needs the input 'url'. ${ENVIRONMENT}`,
    ]);
    expect(doubts(task('action: std.http'))).toEqual([`5:7 Action 'std.http' needs the input 'url'. ${ENVIRONMENT}`]);
  });

  it('is doubted at the action where it stands beside the name', () => {
    expect(doubts(task('action: std.echo output=1 x=2', 'description: d'))).toEqual([
      "5:7 Action 'std.echo' has no input 'x'.",
    ]);
  });

  it('is doubted at the inner key of a value', () => {
    expect(doubts(task('action: std.http', 'input:', '  url: http://x/', '  headers:', '    a: [1]'))).toEqual([
      expect.stringMatching(/^9:11 Action 'std.http' does not take this 'headers.a': /),
    ]);
  });

  it.each([
    ['action: std.email', "input: {from_addr: a@b.test, to_addrs: 5, smtp_server: 'b.test'}", "this 'to_addrs'"],
    ['action: std.ssh', 'input: {cmd: w, host: a, username: b, port: 99999}', "this 'port'"],
    [
      'action: std.ssh_proxied',
      'input: {cmd: w, host: a, username: b, gateway_host: c, proxy_command: nc}',
      'proxy_command',
    ],
    ['action: std.js', 'input: {script: [1]}', "this 'script'"],
    ['action: std.mistral_http', 'input: {url: "http://x/", auth: ada}', "this 'auth'"],
  ])('is doubted for every standard action: %s', (action, input, doubt) => {
    expect(doubts(task(action, input))).toEqual([expect.stringContaining('does not take')]);
    expect(doubts(task(action, input))[0]).toContain(doubt);
  });

  it('is doubted where a task without an action gets some', () => {
    expect(doubts(task('input: {x: 1}'))).toEqual(["5:15 Action 'std.noop' has no input 'x'."]);
  });

  it.each([
    ['the action', ['action: <% $.a %>', 'input: {x: 1}']],
    ['the whole input', ['action: std.echo', 'input: <% $.i %>']],
    ['a value', ['action: std.echo', 'input: {output: 1, delay: <% $.d %>}']],
    ['a part of a value', ['action: std.http', 'input: {url: "http://{{ _.host }}/", headers: {a: [<% $.d %>]}}']],
  ])('is not doubted where an expression decides %s', (_, lines) => {
    expect(doubts(task(...lines))).toEqual([]);
  });

  it('is not doubted where no plugin has the action', () => {
    expect(doubts(task('action: somebody.elses', 'input: {x: 1}'))).toEqual([]);
  });

  it('keeps its doubts in the order of the text, among those of the language', () => {
    const text = task('action: std.noop x=1', 'concurrency: 2', 'input: {y: 1}');
    expect(doubts(text).map((doubt) => doubt.slice(0, doubt.indexOf(':')))).toEqual(['5', '6', '7']);
  });

  it('is doubted no more than two hundred times', () => {
    const many = Array.from({ length: 300 }, (_, index) => `  x${index}: 1`);
    expect(doubts(task('action: std.noop', 'input:', ...many))).toHaveLength(200);
  });
});

describe('the literal base-input of an ad-hoc action', () => {
  it('is doubted likewise, and no environment gives what is missing', () => {
    const text = `version: '2.0'\na:\n  base: std.echo\n  base-input:\n    outptu: <% $.x %>\n  input: [x]\n`;
    expect(doubts(text, 'ACTION')).toEqual([
      "4:3 Action 'std.echo' needs the input 'output'.",
      "5:5 Action 'std.echo' has no input 'outptu'. (did you mean 'output'?)",
    ]);
  });
});

describe('the literal inputs of a workbook', () => {
  it('are doubted in its workflows and its actions', () => {
    const text = [
      `version: '2.0'`,
      'name: wb',
      'workflows:',
      '  w: {tasks: {t: {action: std.noop, input: {x: 1}}}}',
      'actions:',
      '  a: {base: std.noop, base-input: {y: 1}}',
      '',
    ].join('\n');
    expect(doubts(text, 'WORKBOOK')).toEqual([
      "4:45 Action 'std.noop' has no input 'x'.",
      "6:36 Action 'std.noop' has no input 'y'.",
    ]);
  });
});
