import { describe, expect, it } from 'vitest';
import { expectErrors, expectValid, expectWarnings, specOf, tasks, workflow } from './vocabulary.ts';

const TASKS = 'tasks: {t: {action: std.noop}}';

describe('a document of workflows', () => {
  it('holds any number of them, in their order', () => {
    const { workflows } = expectValid(`version: '2.0'\nb: {${TASKS}}\na: {${TASKS}}\n`);
    expect(workflows.map(({ spec }) => spec.name)).toEqual(['b', 'a']);
  });
  it('needs a version', () => {
    expectErrors(`w: {${TASKS}}`, { line: 1, column: 1, message: "'version' is a required property." });
    expectErrors(`version:\nw: {${TASKS}}`, { line: 1, column: 9, message: "'version' must be '2.0'." });
  });
  it('may have any version, as Mistral, and doubts all but 2.0', () => {
    expectValid(`version: 2.0\nw: {${TASKS}}`);
    expectWarnings(`version: 3.0\nw: {${TASKS}}`, {
      ...{ line: 1, column: 10 },
      message: "Unsupported DSL version: it is read as '2.0'.",
    });
  });
  it('needs a workflow', () => {
    expectErrors(`version: '2.0'`, { line: 1, column: 1, message: 'At least one workflow must be in the list.' });
  });
  it('is a mapping', () => {
    expectErrors('[a]', { line: 1, column: 1, message: "'definition' must be a mapping, not a list." });
    expectErrors(
      '',
      { line: 1, column: 1, message: "'version' is a required property." },
      { line: 1, column: 1, message: 'At least one workflow must be in the list.' },
    );
  });
  it('that is not YAML has one problem, where reading ended', () => {
    expectErrors(`version: '2.0'\nw:\n  tasks: {a: {publish: {x: <% [1, 2] %>}}}`, {
      ...{ line: 3, column: 31 },
      message: "Definition could not be parsed: Expected ',' or '}', but found '['.",
      hint: 'within [] and {}, put expressions in quotes',
    });
  });
});

describe('a workflow', () => {
  it('is read with all its parts', () => {
    const spec = specOf(
      workflow(
        'description: what it does',
        'tags: [x, y]',
        'input: [a, {b: 2.0}, {c: }]',
        'vars: {v: <% $.a %>}',
        'output: {o: 1}',
        'output-on-error: {e: 2}',
        'timeout: 60',
        TASKS,
      ),
    );
    expect(spec).toMatchObject({
      ...{ name: 'w', type: 'direct', description: 'what it does', tags: ['x', 'y'], timeoutSeconds: 60 },
      ...{ vars: { v: '<% $.a %>' }, output: { o: 1 }, outputOnError: { e: 2 }, taskNames: ['t'], startTasks: ['t'] },
    });
    expect(spec.input).toMatchObject([
      { name: 'a', hasDefault: false },
      { name: 'b', hasDefault: true },
      { name: 'c', hasDefault: true, default: null },
    ]);
  });
  it('is frozen, and plain enough for JSON', () => {
    const spec = specOf(workflow('vars: {a: {b: [1]}}', TASKS));
    expect(Object.isFrozen((spec.vars as { a: { b: unknown } }).a.b)).toBe(true);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });
  it('needs tasks', () => {
    expectErrors(workflow('type: direct'), {
      ...{ line: 2, column: 1 },
      message: "'tasks' is a required property of workflow 'w'.",
    });
    expectErrors(workflow('tasks: {}'), {
      ...{ line: 3, column: 10 },
      message: "'tasks' must be a mapping of tasks: a workflow has at least one, not an empty mapping.",
    });
  });
  it('keeps the order of tasks whose names look like numbers', () => {
    expect(specOf(tasks("'2': {action: std.noop}", "'1': {action: std.noop}")).taskNames).toEqual(['2', '1']);
  });
  it('may have keys nobody knows, as Mistral, with a suggestion', () => {
    expectWarnings(
      workflow('output_on_error: {a: 1}', 'foo: bar', TASKS),
      {
        ...{ line: 3, column: 3 },
        message: "'output_on_error' is not a key of a workflow and has no effect.",
        hint: "did you mean 'output-on-error'?",
      },
      { line: 4, column: 3, message: "'foo' is not a key of a workflow and has no effect." },
    );
  });
  it('cannot have the name of an id', () => {
    const name = '123e4567-e89b-12d3-a456-426614174000';
    expectErrors(`version: '2.0'\n${name}: {${TASKS}}`, {
      ...{ line: 2, column: 1 },
      message: 'Workflow name cannot be in the format of UUID.',
    });
  });
  it('takes nothing empty', () => {
    expectErrors(
      workflow('tags: []', 'input: []', 'vars: {}', 'output:', TASKS),
      { line: 3, column: 9, message: "'tags' must be a list of texts, not an empty list." },
      { line: 4, column: 10, message: "'input' must be a list of names, not an empty list." },
      { line: 5, column: 9, message: "'vars' must be a mapping, not an empty mapping." },
      { line: 6, column: 10, message: "'output' must be a mapping, not nothing." },
    );
  });
  it('takes no date that is not in quotes', () => {
    expectErrors(workflow('vars: {day: 2024-01-31}', TASKS), {
      ...{ line: 3, column: 15 },
      message: "'day' must be a value of JSON, not a date.",
      hint: 'YAML makes a date of this; put it in quotes',
    });
  });
  it('reads a date deeper down as text, with a doubt', () => {
    expectWarnings(workflow('vars: {a: {day: 2024-01-31}}', TASKS), {
      ...{ line: 3, column: 19 },
      message: 'YAML makes a date of this; it is read as text.',
    });
  });
  it('doubts expressions in defaults, which are not evaluated', () => {
    expectWarnings(workflow('input: [{a: <% 1 %>}]', TASKS), {
      ...{ line: 3, column: 15 },
      message: 'Expressions in a default are not evaluated: this stays text.',
    });
  });
});

describe('the graph of a direct workflow', () => {
  it('says who names whom, and where', () => {
    const spec = specOf(tasks('a: {on-success: [b, fail], on-complete: b}', 'b: {action: std.noop}'));
    expect(spec.inbound).toEqual({ a: [], b: [{ task: 'a', clauses: ['onSuccess', 'onComplete'] }] });
    expect(spec.startTasks).toEqual(['a']);
  });
  it('needs a task to begin with', () => {
    expectErrors(tasks('a: {on-success: b}', 'b: {on-success: a}'), {
      ...{ line: 2, column: 1 },
      message:
        'Failed to find start tasks in direct workflow. There must be at least one task without inbound transition.',
    });
  });
  it('may have circles, once there is a way in', () => {
    expectValid(tasks('a: {on-success: b}', 'b: {on-success: [b]}'));
  });
  it('doubts tasks no way leads to', () => {
    expectWarnings(
      tasks('a: {action: std.noop}', 'b: {on-success: c}', 'c: {on-success: b}'),
      { line: 5, column: 5, message: "Task 'b' is never run: no start task leads to it." },
      { line: 6, column: 5, message: "Task 'c' is never run: no start task leads to it." },
    );
  });
  it('names only what exists', () => {
    expectErrors(tasks('first: {on-success: [secnd, noop]}', 'second: {action: std.noop}'), {
      ...{ line: 4, column: 26 },
      message: "Task 'secnd' not found.",
      hint: "did you mean 'second'?",
    });
  });
  it('can wait for no more tasks than there are', () => {
    expectErrors(
      tasks('a: {on-success: j}', 'j: {join: 2}', 'k: {join: all}'),
      {
        line: 5,
        column: 5,
        message: "Not enough inbound tasks for task with 'join' [task_name=j, join=2, inbound_tasks=1]",
      },
      { line: 6, column: 5, message: "No inbound tasks for task with 'join: all' [task_name=k]" },
    );
  });
  it('gets no graph problems beside a transition that could not be read', () => {
    expectErrors(tasks('a: {on-success: [{j: true}]}', 'j: {join: all}'), {
      ...{ line: 4, column: 26 },
      message: "'j' must be an expression, not the boolean true ('true').",
    });
  });
  it('has task names of at most 255 characters, 208 for a join', () => {
    const long = 'x'.repeat(209);
    expectErrors(
      tasks(`a: {on-success: ${long}}`, `${long}: {join: 1}`, `${'y'.repeat(256)}: {action: std.noop}`),
      {
        ...{ line: 5, column: 5 },
        message: `The length of a '${long}' join task name must not exceed 208 symbols.`,
      },
      { line: 6, column: 5, message: `The length of a '${'y'.repeat(256)}' task name must not exceed 255 symbols.` },
    );
  });
});

describe('a reverse workflow', () => {
  it('begins with what requires nothing', () => {
    const spec = specOf(workflow('type: reverse', 'tasks: {a: {requires: [b]}, b: {action: std.noop}}'));
    expect(spec.startTasks).toEqual(['b']);
    expect(spec.tasks.a?.requires).toEqual(['b']);
  });
  it('requires only what exists, and no engine command', () => {
    expectErrors(workflow('type: reverse', 'tasks: {a: {requires: [noop]}}'), {
      ...{ line: 4, column: 11 },
      message: "Task 'noop' not found.",
    });
  });
  it('may require in a circle, as Mistral, with a doubt', () => {
    expectWarnings(workflow('type: reverse', 'tasks: {a: {requires: b}, b: {requires: a}}'), {
      ...{ line: 4, column: 11 },
      message: "Task 'a' requires itself, through 'b': it is never run.",
    });
  });
  it('has no transitions', () => {
    expectErrors(workflow('type: reverse', 'tasks: {a: {on-success: a}}'), {
      ...{ line: 4, column: 15 },
      message: "'on-success' is not a key of a task.",
      hint: "'on-success' is only for direct workflows",
    });
  });
});

describe('task-defaults', () => {
  it('are what a task does not say itself', () => {
    const spec = specOf(
      workflow(
        'task-defaults: {on-error: [fix], timeout: 5, retry: {count: 1, delay: 0}, safe-rerun: true, pause-before: true}',
        'tasks:',
        '  a: {on-error: [b], timeout: 0, retry: {count: 2, delay: 0}, pause-before: false}',
        '  b: {safe-rerun: false}',
        '  fix: {action: std.noop}',
      ),
    );
    const { a, b, fix } = spec.tasks;
    expect(a?.onError?.next.map(({ target }) => target)).toEqual(['b']);
    expect(a?.policies).toEqual({ timeout: 5, retry: { count: 2, delay: 0 }, pauseBefore: true });
    expect(b?.onError?.next.map(({ target }) => target)).toEqual(['fix']);
    expect([a?.safeRerun, b?.safeRerun]).toEqual([true, false]);
    expect(fix?.onError).toBeUndefined();
  });
  it('add to what a task requires', () => {
    const spec = specOf(
      workflow(
        'type: reverse',
        'task-defaults: {requires: [c]}',
        'tasks: {a: {requires: b}, b: {}, c: {}}'.replaceAll('{}', '{action: x}'),
      ),
    );
    expect(spec.taskNames.map((name) => spec.tasks[name]?.requires)).toEqual([['b', 'c'], ['c'], []]);
  });
  it('have targets that exist; a wrong one is reported once', () => {
    expectErrors(workflow('task-defaults: {on-error: [gone]}', 'tasks: {a: {action: x}, b: {action: x}}'), {
      ...{ line: 3, column: 30 },
      message: "Task 'gone' not found.",
    });
  });
});
