import { describe, expect, it } from 'vitest';
import { parseActions, parseWorkbook } from '../../src/lang/parse.ts';
import { expectErrors } from './vocabulary.ts';

describe('a workbook', () => {
  it('has workflows and actions under one name', () => {
    const { value, problems } = parseWorkbook(
      `version: '2.0'\nname: wb\ntags: [x]\nactions:\n  a: {base: std.echo}\nworkflows:\n  w: {tasks: {t: {action: a}}}\n`,
    );
    expect(problems).toEqual([]);
    expect(value?.spec).toMatchObject({
      name: 'wb',
      tags: ['x'],
      actions: [{ name: 'a' }],
      workflows: [{ name: 'w' }],
    });
  });
  it('needs a name and the version 2.0 in quotes', () => {
    expectErrors(
      parseWorkbook('version: 1.0'),
      { line: 1, column: 1, message: "'name' is a required property of a workbook." },
      { line: 1, column: 10, message: 'Unsupported DSL version: 1.0' },
    );
    expectErrors(parseWorkbook('version: 2.0\nname: a'), {
      ...{ line: 1, column: 10 },
      message: 'Unsupported DSL version: 2.0',
      hint: "write version: '2.0', with the quotes",
    });
  });
  it('has no other keys, and nothing empty', () => {
    expectErrors(
      parseWorkbook(`version: '2.0'\nname: wb\nworkflow: {}\nactions: {}`),
      { line: 3, column: 1, message: "'workflow' is not a key of a workbook.", hint: "did you mean 'workflows'?" },
      { line: 4, column: 10, message: "'actions' must be a mapping of names, not an empty mapping." },
    );
  });
  it('has names of one word', () => {
    expectErrors(parseWorkbook(`version: '2.0'\nname: wb\nactions:\n  a b: {base: x}`), {
      ...{ line: 4, column: 3 },
      message: "'a b' cannot be a name in a workbook.",
    });
  });
  it('finds the problems of its members', () => {
    expectErrors(parseWorkbook(`version: '2.0'\nname: wb\nworkflows:\n  w: {tasks: {t: {on-success: u}}}`), {
      ...{ line: 4, column: 31 },
      message: "Task 'u' not found.",
    });
  });
});

describe('ad-hoc actions', () => {
  it('stand on a base, with input and output', () => {
    const { value } = parseActions(
      `version: '2.0'\na:\n  base: std.echo delay=1\n  base-input: {output: <% $.x %>, delay: 2}\n  input: [x, {y: 1}]\n  output: <% $ %>\n`,
    );
    expect(value?.actions[0]?.spec).toEqual({
      ...{ name: 'a', tags: [], base: 'std.echo', baseInput: { output: '<% $.x %>', delay: 1 }, output: '<% $ %>' },
      input: [
        { name: 'x', hasDefault: false },
        { name: 'y', hasDefault: true, default: 1 },
      ],
    });
  });
  it('need a base, and know no other keys', () => {
    expectErrors(
      parseActions(`version: '2.0'\na: {inputs: [x]}`),
      { line: 2, column: 1, message: "'base' is a required property of action 'a'." },
      { line: 2, column: 5, message: "'inputs' is not a key of an action.", hint: "did you mean 'input'?" },
    );
  });
});
