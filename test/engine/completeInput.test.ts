import { describe, expect, it } from 'vitest';
import { Dict } from '../../src/base/json.ts';
import { completeInput } from '../../src/workflow/completeInput.ts';
import type { Values } from '../../src/workflow/Facts.ts';

const complete = (given: Values) => {
  const input = [
    { name: '2', hasDefault: false },
    { name: '1', hasDefault: true, default: 'one' },
  ];
  return completeInput('wf', input, given);
};

describe('the input of an execution', () => {
  it('keeps names that look like numbers, in their order, defaults behind', () => {
    expect(complete(new Dict([['2', 'two']]))).toEqual(
      new Dict([
        ['2', 'two'],
        ['1', 'one'],
      ]),
    );
  });

  it('is refused where names that look like numbers are missing or unexpected', () => {
    expect(() => complete(new Dict([['7', 0]]))).toThrow('[missing: 2; unexpected: 7]');
  });
});
