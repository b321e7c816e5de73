import { describe, expect, it } from 'vitest';
import { readRunRequest } from '../../src/cli/RunRequest.ts';
import { WrongUse } from '../../src/cli/WrongUse.ts';
import { closest } from '../../src/roles/closest.ts';

const read = (...args: string[]) => readRunRequest(args, { flags: ['data-dir', 'port'], closest });

describe('the command line of run', () => {
  it('is a file and its options, in any order', () => {
    expect(read('--json', '--workflow', 'greet', 'hello.yaml', '--input={"a": 1}', '--env', '@env.json')).toEqual({
      file: 'hello.yaml',
      workflow: 'greet',
      input: '{"a": 1}',
      env: '@env.json',
      server: undefined,
      isJson: true,
      passedOn: [],
    });
  });

  it('passes the options of the service on', () => {
    expect(read('hello.yaml', '--data-dir', 'data', '--port=0')).toMatchObject({
      passedOn: ['--data-dir=data', '--port=0'],
    });
  });

  it('takes a lone dash as a value', () => {
    expect(read('hello.yaml', '--input', '-')).toMatchObject({ input: '-' });
  });

  it.each([
    [['hello.yaml', '--inptu', '{}'], 'Unknown option --inptu. Did you mean --input?'],
    [['hello.yaml', '--data-dri', 'data'], 'Unknown option --data-dri. Did you mean --data-dir?'],
    [['hello.yaml', '--zzzzzzzzzz'], 'Unknown option --zzzzzzzzzz.'],
    [['hello.yaml', '--input'], 'Option --input needs a value.'],
    [['hello.yaml', '--input', '--json'], 'Option --input needs a value.'],
    [['hello.yaml', '--json=yes'], 'Option --json takes no value.'],
    [['hello.yaml', 'other.yaml'], "Unexpected argument 'other.yaml': one file at a time."],
    [['hello.yaml', '--input=-', '--env=-'], 'Only one of --input and --env can be read from standard input.'],
    [[], 'Which file? tramontane run FILE; --help says more.'],
  ])('%j is refused in one line', (args, message) => {
    expect(() => read(...args)).toThrow(new WrongUse(message));
  });
});
