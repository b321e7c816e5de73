import { describe, expect, it } from 'vitest';
import { parseWorkbook, parseWorkflows } from '../../src/lang/parse.ts';

/** Each workflow's own text says the same as the document did. */
function expectCuts(text: string): string[] {
  const { value, problems } = parseWorkflows(text);
  expect(problems).toEqual([]);
  return (value?.workflows ?? []).map((workflow) => {
    expect(parseWorkflows(workflow.text).value?.workflows.map(({ spec }) => spec)).toEqual([workflow.spec]);
    return workflow.text;
  });
}

describe('the text of one workflow', () => {
  it('is the whole document where there is no other', () => {
    const text = `# head\nversion: '2.0'\nw: {tasks: {t: {action: a}}}\n# end\n`;
    expect(expectCuts(text)).toEqual([text]);
  });
  it('is its lines, with the comments above it', () => {
    const text = `version: 2.0
# about one
one:
  tasks:
    t: {action: a}
    # inside
two:
  tasks:
    t:
      input:
        text: |
          # part of the text
# about three
three: {tasks: {t: {action: a}},
description: x}
`;
    expect(expectCuts(text)).toEqual([
      'version: 2.0\n\n# about one\none:\n  tasks:\n    t: {action: a}\n    # inside\n',
      'version: 2.0\n\ntwo:\n  tasks:\n    t:\n      input:\n        text: |\n          # part of the text\n',
      'version: 2.0\n\n# about three\nthree: {tasks: {t: {action: a}},\ndescription: x}\n',
    ]);
  });
  it('is found within braces and explicit keys', () => {
    expectCuts(`{version: '2.0', "a b": {tasks: {t: {action: a}}}, c: {tasks: {t: {action: b}}}}`.replace('a b', 'ab'));
    expectCuts(`version: '2.0'\n? a\n: tasks:\n    t: {action: a}\n? b\n: tasks:\n    t: {action: b}\n`);
  });
  it('is moved left where it comes from a workbook', () => {
    const { value } = parseWorkbook(
      `version: '2.0'\nname: wb\nworkflows:\n    # first\n    a:\n        tasks:\n            t:\n                input: {s: "x\n y"}\n    b: {tasks: {t: {action: a}}}\n`,
    );
    expect(value?.workflows.map(({ text }) => text)).toEqual([
      `version: '2.0'\n\n# first\na:\n    tasks:\n        t:\n            input: {s: "x\ny"}\n`,
      `version: '2.0'\n\nb: {tasks: {t: {action: a}}}\n`,
    ]);
  });
});
