import { describe, expect, it } from 'vitest';
import { readEvalRequest } from '../../src/cli/EvalRequest.ts';
import { readGraphRequest } from '../../src/cli/GraphRequest.ts';
import { readValidateRequest } from '../../src/cli/ValidateRequest.ts';
import { WrongUse } from '../../src/cli/WrongUse.ts';
import { closest } from '../../src/roles/closest.ts';

describe('the command line of validate', () => {
  const read = (...args: string[]) => readValidateRequest(args, closest);

  it('is files and options, in any order', () => {
    expect(read('a.yaml', '--format=json', '-', '--kind', 'action', '--plugins', 'mine')).toEqual({
      ...{ files: ['a.yaml', '-'], kind: 'action', format: 'json' },
      passedOn: ['--plugins=mine'],
    });
    expect(read('a.yaml')).toMatchObject({ kind: 'auto', format: 'human' });
  });

  it.each([
    [[], 'Which files? tramontane validate FILE…; --help says more.'],
    [['-', '-'], 'Standard input can be read only once.'],
    [['a.yaml', '--kind', 'flow'], '--kind must be one of auto, workflow, workbook, action, not "flow".'],
    [['a.yaml', '--fromat', 'json'], 'Unknown option --fromat. Did you mean --format?'],
    [['a.yaml', '--port', '1'], 'Unknown option --port.'],
  ])('of %j is refused', (args, message) => {
    expect(() => read(...args)).toThrow(new WrongUse(message));
  });
});

describe('the command line of eval', () => {
  const read = (...args: string[]) => readEvalRequest(args, { isTerminal: true, closest });

  it('is an expression and its data', () => {
    expect(read('<% $.x %>', '--data', '{}')).toEqual({ isBatch: false, expression: '<% $.x %>', data: '{}' });
    expect(read('--', '-1')).toEqual({ isBatch: false, expression: '-1', data: undefined });
  });

  it('asks for lines with --batch, and where nobody sits at standard input', () => {
    expect(read('--batch')).toEqual({ isBatch: true });
    expect(readEvalRequest([], { isTerminal: false, closest })).toEqual({ isBatch: true });
  });

  it.each([
    [[], "Which expression? tramontane eval '<% 1 + 1 %>'; --help says more."],
    [['<%', '1', '%>'], "Unexpected argument '1': put the expression in quotes."],
    [['<% 1 %>', '--batch'], '--batch reads the expressions from standard input.'],
    [['--batch', '--data', '1'], 'Which expression? --data is for one; lines bring their own data.'],
  ])('of %j is refused', (args, message) => {
    expect(() => read(...args)).toThrow(new WrongUse(message));
  });
});

describe('the command line of graph', () => {
  const read = (...args: string[]) => readGraphRequest(args, closest);

  it('is a file, and which workflow of it in which format', () => {
    expect(read('a.yaml')).toEqual({ file: 'a.yaml', workflow: undefined, format: 'mermaid' });
    expect(read('-', '--workflow', 'w', '--format', 'dot')).toEqual({ file: '-', workflow: 'w', format: 'dot' });
  });

  it.each([
    [[], 'Which file? tramontane graph FILE; --help says more.'],
    [['a', 'b'], "Unexpected argument 'b': one file at a time."],
    [['a', '--format', 'svg'], '--format must be one of mermaid, dot, json, not "svg".'],
  ])('of %j is refused', (args, message) => {
    expect(() => read(...args)).toThrow(new WrongUse(message));
  });
});
