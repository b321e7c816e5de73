import { describe, expect, it } from 'vitest';
import { parseActions, parseWorkbook, parseWorkflows } from '../../src/lang/parse.ts';
import { expectErrors, tasks, workflow } from './vocabulary.ts';

describe('limits', () => {
  it('a thousand tasks are read', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `t${index}: {on-success: [{t${index + 1}: <% $.x %>}]}`);
    const { value } = parseWorkflows(tasks(...lines, 't1000: {action: x}'));
    expect(value?.workflows[0]?.spec.taskNames).toHaveLength(1001);
  });
  it('ten thousand and one are not', () => {
    const lines = Array.from({ length: 10_001 }, (_, index) => `t${index}: {action: x}`);
    expectErrors(tasks(...lines), {
      ...{ line: 4, column: 5 },
      message: 'There are too many tasks: 10001, the limit is 10000.',
    });
  });
  it('so many transitions are not, wherever they are written', () => {
    const targets = Array.from({ length: 400 }, (_, index) => `t${index}`);
    const text = workflow(
      `task-defaults: {on-success: [${targets.join(', ')}]}`,
      ...['tasks:', '  start: {action: x, on-success: t0}', ...targets.map((name) => `  ${name}: {action: x}`)],
    );
    expectErrors(text, { line: 5, column: 5, message: 'There are too many transitions: the limit is 100000.' });
  });
  it('so many requirements are not', () => {
    const names = Array.from({ length: 400 }, (_, index) => `t${index}`);
    const tasks = names.map((name) => `  ${name}: {action: x}`);
    expectErrors(workflow('type: reverse', `task-defaults: {requires: [${names.join(', ')}]}`, 'tasks:', ...tasks), {
      ...{ line: 6, column: 5 },
      message: 'There are too many requirements: the limit is 100000.',
    });
  });
  it('a circle of thousands of requirements is found', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `  t${index}: {requires: t${(index + 1) % 5000}}`);
    expect(parseWorkflows(workflow('type: reverse', 'tasks:', ...lines)).problems).toHaveLength(1);
  });
  it('problems are counted beyond two hundred', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `t${index}: {foo: 1}`);
    const { problems } = parseWorkflows(tasks(...lines));
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.message).toBe('There are 100 more problems.');
  });
  it('a name with parameters is not searched when it is very long', () => {
    expectErrors(tasks('t:', `  action: "std.echo ${'a='.repeat(20_000)}"`), {
      ...{ line: 5, column: 15 },
      message: 'This is too long: 40009 characters, the limit is 32768.',
    });
  });
  it('expressions that are never closed are not searched for without end', () => {
    expectErrors(workflow(`vars: {a: '${'<% '.repeat(100_000)}'}`, 'tasks: {t: {action: x}}'), {
      ...{ line: 3, column: 14 },
      message: 'There are too many expressions in one text.',
    });
  });

  const HOSTILE = [
    '',
    '\0',
    '\ud800',
    '{',
    '[]',
    '- a',
    'a: *a',
    '__proto__: {tasks: {t: {action: x}}}',
    '!!python/none x',
    '?',
  ];
  it.each(HOSTILE)('%j is refused without throwing', (text) => {
    for (const parse of [parseWorkflows, parseWorkbook, parseActions]) {
      const { value, problems } = parse(text);
      expect(value).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    }
  });
  it('names that mean something to JavaScript are names like others', () => {
    const { value } = parseWorkflows(tasks('__proto__: {on-success: constructor}', 'constructor: {action: x}'));
    const spec = value?.workflows[0]?.spec;
    expect(spec?.taskNames).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(spec?.tasks ?? {})).toEqual(['__proto__', 'constructor']);
    expect(spec?.startTasks).toEqual(['__proto__']);
  });
});
