import { describe, expect, it } from 'vitest';
import { expectErrors, expectWarnings, taskOf, tasks } from './vocabulary.ts';

describe('a task', () => {
  it('without action and workflow does nothing', () => {
    expect(taskOf('publish: {x: 1}')).toMatchObject({ action: 'std.noop', input: {}, publish: { branch: { x: 1 } } });
  });
  it('has an action or a workflow, not both', () => {
    expect(taskOf('workflow: sub')).toMatchObject({ workflow: 'sub' });
    expect(taskOf('workflow: sub').action).toBeUndefined();
    expectErrors(tasks('t: {action: a, workflow: b}'), {
      ...{ line: 4, column: 30 },
      message: "Task 't' has both 'action' and 'workflow'.",
    });
  });
  it('has no keys nobody knows', () => {
    expectErrors(tasks('t: {action: a, on-sucess: t}'), {
      ...{ line: 4, column: 20 },
      message: "'on-sucess' is not a key of a task.",
      hint: "did you mean 'on-success'?",
    });
    expectErrors(tasks('t: {requires: t}'), {
      ...{ line: 4, column: 9 },
      message: "'requires' is not a key of a task.",
      hint: "'requires' is only for reverse workflows",
    });
  });
  it('is a mapping, and not empty', () => {
    expectErrors(tasks('t: {}'), { line: 4, column: 8, message: "'t' must be a mapping, not an empty mapping." });
    expectErrors(tasks('t: std.noop'), {
      line: 4,
      column: 8,
      message: "'t' must be a mapping, not the text 'std.noop'.",
    });
  });
  it('has a name that is a text', () => {
    expectErrors(tasks('1: {action: a}', 't: {action: a}'), {
      ...{ line: 4, column: 5 },
      message: "The key '1' must be a text.",
      hint: "put it in quotes: '1'",
    });
  });
  it('may not be named version; that is ignored', () => {
    expectWarnings(tasks('version: {action: a}', 't: {action: a}'), {
      ...{ line: 4, column: 5 },
      message: "A task cannot be named 'version': this is ignored.",
    });
  });
  it('may hide an engine command', () => {
    expectWarnings(tasks('fail: {action: a}'), {
      ...{ line: 4, column: 5 },
      message: "Task 'fail' hides the engine command of that name.",
    });
  });
});

describe('parameters beside the name', () => {
  const CASES: readonly (readonly [string, unknown])[] = [
    ['x="a b"', { x: 'a b' }],
    ['x=\'a\' y="b"', { x: 'a', y: 'b' }],
    ['x=<% $.a + 1 %>', { x: '<% $.a + 1 %>' }],
    ['x={{ _.a }}', { x: '{{ _.a }}' }],
    ['x=[1, "b"]', { x: [1, 'b'] }],
    ["x=['b']", { x: "['b']" }],
    ['x=true y=false z=null', { x: true, y: false, z: null }],
    ['x=7', { x: 7 }],
    ['x=007', { x: '007' }],
    ['x="7"', { x: '7' }],
    ['x=1 x=2', { x: 2 }],
  ];
  it.each(CASES)('%s are read as input', (text, input) => {
    expect(taskOf(`action: >-\n        std.echo ${text}`)).toMatchObject({ action: 'std.echo', input });
  });

  it('win over input of the same name, as Mistral', () => {
    expect(taskOf('action: std.echo output="beside"', 'input: {output: below, delay: 1}').input).toEqual({
      ...{ output: 'beside', delay: 1 },
    });
  });
  it('stand beside an expression, too', () => {
    expect(taskOf(`action: <% $.name %> x=1`)).toMatchObject({ action: '<% $.name %>', input: { x: 1 } });
  });
  it('cannot be merged into an input that is one expression', () => {
    expectErrors(tasks('t:', '  action: std.echo x=1', '  input: <% $.all %>'), {
      ...{ line: 6, column: 14 },
      message: 'Parameters beside the name cannot be merged into an input that is one expression.',
    });
  });
  it.each([
    'x=bare',
    'x=/a/path',
    'x=-5',
    'x=True',
    'x = "y"',
    'x={"a": 1}',
  ])('%s is ignored, as Mistral, with a doubt', (text) => {
    expectWarnings(tasks('t:', `  action: 'std.echo ${text}'`), {
      line: 5,
      column: 15,
      message: `'${text}' is ignored.`,
    });
  });
  it('have expressions that can be parsed', () => {
    expectErrors(tasks('t:', '  action: std.echo output="<% 1 + %>"'), {
      ...{ line: 5, column: 39 },
      message: 'Parse error: unexpected end of statement',
    });
  });
});

describe('input and publish', () => {
  it('an input may be one expression', () => {
    expect(taskOf('action: a', 'input: <% $.all %>').input).toBe('<% $.all %>');
  });
  it('publish may not', () => {
    expectErrors(tasks('t: {publish: <% $ %>}'), {
      ...{ line: 4, column: 18 },
      message: "'publish' must be a mapping, not the text '<% $ %>'.",
    });
  });
  it('publish-on-skip and on-skip go beyond Mistral', () => {
    expect(taskOf('publish-on-skip: {x: 1}', 'on-skip: a')).toMatchObject({
      publishOnSkip: { branch: { x: 1 } },
      onSkip: { next: [{ target: 'a' }] },
    });
  });
});

describe('with-items', () => {
  it('takes an expression or a list of JSON, one or more', () => {
    expect(taskOf('action: a', 'with-items: i in <% $.l %>').withItems).toEqual([
      { variable: 'i', items: '<% $.l %>' },
    ]);
    expect(taskOf('action: a', "with-items: ['i in [1, 2.0]', 'j in {{ _.m }}']").withItems).toMatchObject([
      { variable: 'i' },
      { variable: 'j', items: '{{ _.m }}' },
    ]);
  });
  it('takes nothing else', () => {
    const hint = "write 'variable in <% $.list %>' or 'variable in [1, 2]'";
    expectErrors(tasks('t: {with-items: i IN <% $.l %>}'), {
      ...{ line: 4, column: 21 },
      message: "Wrong format of 'with-items' property.",
      hint,
    });
    expectErrors(tasks('t: {with-items: "i in [a, b]"}'), {
      ...{ line: 4, column: 21 },
      message: "Invalid array in 'with-items' clause: [a, b]",
    });
  });
});

describe('join', () => {
  it.each([
    ['all', 'all'],
    ['one', 1],
    ['1', 1],
    ['0', undefined],
  ] as const)('%s is %s', (written, join) => {
    expect(taskOf(`join: ${written}`, 'action: x', 'on-success: t').join).toEqual(join);
  });
  it('is nothing else', () => {
    expectErrors(tasks('t: {join: some}'), {
      ...{ line: 4, column: 15 },
      message: "'join' must be 'all', 'one' or a whole number of at least 0, not the text 'some'.",
    });
  });
});

describe('policies', () => {
  it('are numbers, booleans and expressions', () => {
    const task = taskOf(
      'wait-before: 1',
      'wait-after: <% $.x %>',
      'timeout: 2.0',
      'pause-before: yes',
      'fail-on: "{{ _.y }}"',
    );
    expect(task.policies).toEqual({
      ...{ waitBefore: 1, waitAfter: '<% $.x %>', timeout: 2, pauseBefore: true, failOn: '{{ _.y }}' },
    });
  });
  it.each([
    ['wait-before: -1', "'wait-before' must be a whole number of at least 0 or an expression, not the number -1."],
    ['timeout: "5"', "'timeout' must be a whole number of at least 0 or an expression, not the text '5'."],
    ['timeout: 1.5', "'timeout' must be a whole number of at least 0 or an expression, not the number 1.5."],
    ['fail-on: "yes"', "'fail-on' must be true or false or an expression, not the text 'yes'."],
    ['keep-result: a <% $ %>', "'keep-result' must be true or false or an expression, not the text 'a <% $ %>'."],
  ])('%s is refused', (line, message) => {
    expectErrors(tasks('t:', `  ${line}`), { line: 5, column: line.indexOf(':') + 9, message });
  });
  it('concurrency is doubted without with-items', () => {
    expectWarnings(tasks('t: {concurrency: 2}'), {
      ...{ line: 4, column: 22 },
      message: "'concurrency' has no effect without 'with-items'.",
    });
  });
});

describe('retry', () => {
  it('is a mapping or a line', () => {
    const retry = { count: 3, delay: '<% $.d %>', breakOn: '<% $.x %>' };
    expect(taskOf('retry: {count: 3, delay: <% $.d %>, break-on: <% $.x %>}').policies.retry).toEqual(retry);
    expect(taskOf('retry: count=3 delay=<% $.d %> break-on=<% $.x %>').policies.retry).toEqual(retry);
  });
  it('may grow its delays and choose failures, beyond Mistral', () => {
    const lines = [
      'retry:',
      '  count: 3',
      '  delay: 1',
      '  retry-on: <% $.x %>',
      '  backoff: {factor: 2, max-delay: 60, jitter: 0.5}',
    ];
    expect(taskOf(...lines).policies.retry).toEqual({
      ...{ count: 3, delay: 1, retryOn: '<% $.x %>', backoff: { factor: 2, maxDelay: 60, jitter: 0.5 } },
    });
  });
  it('needs a count and a delay', () => {
    expectErrors(tasks('t: {retry: {count: 1}}'), {
      ...{ line: 4, column: 16 },
      message: "'delay' is a required property of 'retry'.",
    });
    expectErrors(tasks('t: {retry: count=1 break-on=<% $.x %>}'), {
      ...{ line: 4, column: 16 },
      message: "'delay' is a required property of 'retry'.",
    });
  });
  it('takes a factor of at least 1 and a fraction of jitter', () => {
    expectErrors(
      tasks('t: {retry: {count: 1, delay: 1, backoff: {factor: 0.5, jitter: 2}}}'),
      { line: 4, column: 55, message: "'factor' must be a number of at least 1 or an expression, not the number 0.5." },
      { line: 4, column: 68, message: "'jitter' must be a number from 0 to 1 or an expression, not the number 2." },
    );
  });
});
