import { describe, expect, it } from 'vitest';
import { parseWorkflows } from '../../src/lang/parse.ts';
import { tasks, workflow } from './vocabulary.ts';

/** A second by the promise; more here, where many things run at the same time. */
const LONGEST_MS = 10_000;

const names = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
const lines = (count: number) => names(count).map((name) => `  ${name}: {action: x}`);
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

const HOSTILE: Readonly<Record<string, string>> = {
  'anchors that multiply': [
    'a: &a [x, x]',
    ...letters.slice(1).map((name, index) => `${name}: &${name} [${`*${letters[index]}, `.repeat(9)}]`),
  ].join('\n'),
  'merges of what is not there': workflow('tasks:', '  <<: *a', '  t: {<<: {action: x}}'),
  'merges that multiply': `a: {${'<<: {b: 1}, '.repeat(50_000)}}`,
  'lists in lists': `w: ${'['.repeat(200_000)}`,
  'mappings in mappings': `w: ${'{a: '.repeat(100_000)}`,
  'lists by lines': names(2000)
    .map((_, index) => `${' '.repeat(index)}- `)
    .join('\n'),
  'keys without end': '? '.repeat(300_000),
  'dashes without end': '- '.repeat(300_000),
  'colons without end': ': '.repeat(300_000),
  'tags without end': '!'.repeat(500_000),
  'a quote without end': `a: "${'\\"'.repeat(400_000)}`,
  'the same key again': 'a: 1\n'.repeat(100_000),
  'white space alone': ' '.repeat(1_000_000),
  'defaults for many': workflow(`task-defaults: {on-success: [${names(9000).join(', ')}]}`, 'tasks:', ...lines(9000)),
  'requirements for many': workflow(
    'type: reverse',
    `task-defaults: {requires: [${names(5000).join(', ')}]}`,
    'tasks:',
    ...lines(5000),
  ),
  'targets that are no tasks': tasks(
    ...names(300).map((name) => `${name}: {on-success: [${names(600).slice(300).join(', ')}]}`),
  ),
  'a target many times': tasks(`t: {on-success: [${'t, '.repeat(100_000)}]}`),
  'an expression of a megabyte': workflow(`output: {a: '<% [${'1,'.repeat(500_000)}1] %>'}`, 'tasks: {t: {action: x}}'),
  'a template of a megabyte': workflow(`output: {a: '{{ [${'1,'.repeat(500_000)}1] }}'}`, 'tasks: {t: {action: x}}'),
  'an action of a megabyte': tasks(`t: {action: "std.echo output='${'<% 1 %>'.repeat(140_000)}'"}`),
  'parentheses without end': workflow(`output: {a: '<% ${'('.repeat(500_000)} %>'}`, 'tasks: {t: {action: x}}'),
  'more than a text may have': 'x'.repeat(3 << 20),
};

describe('a hostile definition', () => {
  it.each(Object.entries(HOSTILE))('with %s is refused with its problems', (_, text) => {
    const beginMs = performance.now();
    const { value, problems } = parseWorkflows(text);
    expect(value).toBeUndefined();
    expect(problems.some(({ severity }) => severity === 'ERROR')).toBe(true);
    expect(problems.every(({ message }) => message.length < 500)).toBe(true);
    expect(performance.now() - beginMs).toBeLessThan(LONGEST_MS);
  });
});
