import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/base/yaml/Node.ts';
import { readYaml } from '../../src/base/yaml/readYaml.ts';
import { toValue } from '../../src/base/yaml/toValue.ts';
import { parseActions, parseWorkbook, parseWorkflows } from '../../src/lang/parse.ts';
import { accepts, type Schema } from './jsonSchema.ts';
import { tasks, workflow } from './vocabulary.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../schema/workflow.v2.json', import.meta.url), 'utf8')) as Schema;

/** As an editor sees a document: YAML, then JSON. */
function isAccepted(text: string): boolean {
  const root = readYaml(text).root as Node;
  return accepts(SCHEMA, JSON.parse(JSON.stringify(toValue(root))));
}

const TASKS = 'tasks: {t: {action: std.noop}}';

describe('the JSON Schema of the language', () => {
  const VALID: readonly string[] = [
    tasks(
      't:',
      '  action: std.echo output="x"',
      '  input: {a: 1}',
      '  with-items: [i in <% $.l %>, "j in [1, 2]"]',
      '  publish: {x: <% $ %>}',
      '  retry: {count: 3, delay: <% $.d %>, backoff: {factor: 2, jitter: true}}',
      '  timeout: 5',
      '  pause-before: <% $.p %>',
      '  on-success: [a, {b: <% $.x %>}, fail msg="why"]',
      '  on-error: {publish: {branch: {x: 1}}, next: a}',
      '  on-skip: a',
      'a: {join: all, action: std.noop}',
      'b: {retry: count=1 delay=2, workflow: sub}',
    ),
    workflow('type: reverse', 'input: [a, {b: 1}]', 'tasks: {a: {requires: b}, b: {action: x}}'),
    workflow('output_on_error: {a: 1}', 'task-defaults: {on-error: [fail]}', 'timeout: 10', TASKS),
    `version: 2.0\na: {${TASKS}}\nb: {${TASKS}}\n`,
  ];
  it.each(VALID)('accepts what the language accepts (%#)', (text) => {
    expect(parseWorkflows(text).value).toBeDefined();
    expect(isAccepted(text)).toBe(true);
  });

  it('accepts actions and workbooks', () => {
    const actions = `version: '2.0'\na: {base: std.echo output=<% $.x %>, input: [x], output: <% $ %>}\n`;
    const workbook = `version: '2.0'\nname: wb\nactions: {a: {base: x}}\nworkflows: {w: {${TASKS}}}\n`;
    expect(parseActions(actions).value).toBeDefined();
    expect(isAccepted(actions)).toBe(true);
    expect(parseWorkbook(workbook).value).toBeDefined();
    expect(isAccepted(workbook)).toBe(true);
  });

  const INVALID: readonly string[] = [
    tasks('t: {}'),
    tasks('t: {action: a, workflow: b}'),
    tasks('t: {on-sucess: t}'),
    tasks('t: {requires: t}'),
    tasks('t: {timeout: -1}'),
    tasks('t: {timeout: "5"}'),
    tasks('t: {fail-on: "yes"}'),
    tasks('t: {publish: <% $ %>}'),
    tasks('t: {on-success: []}'),
    tasks('t: {on-success: [{t: true}]}'),
    tasks('t: {on-success: {publish: {x: 1}}}'),
    tasks('t: {with-items: "i of [1]"}'),
    tasks('t: {retry: {count: 1}}'),
    tasks('t: {join: some}'),
    workflow('type: reverse', 'tasks: {t: {on-success: t}}'),
    workflow('type: other', TASKS),
    workflow('tags: [a, a]', TASKS),
    workflow('input: [{a: 1, b: 2}]', TASKS),
    `version: '2.0'\n`,
    `w: {${TASKS}}\n`,
  ];
  it.each(INVALID)('refuses what the language refuses (%#)', (text) => {
    expect(parseWorkflows(text).value).toBeUndefined();
    expect(isAccepted(text)).toBe(false);
  });

  it('refuses workbooks and actions that are wrong', () => {
    expect(isAccepted(`version: '2.0'\nname: wb\nworkflow: {}`)).toBe(false);
    expect(isAccepted(`version: '2.0'\nname: wb\nactions: {a: {inputs: [x]}}`)).toBe(false);
    expect(isAccepted(`version: '2.0'\na: {base: x, inputs: [x]}`)).toBe(false);
  });
});
