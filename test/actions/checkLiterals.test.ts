import { expect, describe as group, it } from 'vitest';
import { checkLiterals } from '../../src/actions/checkLiterals.ts';
import { defineAction, z } from '../../src/actions/sdk.ts';
import { Float, type Value } from '../../src/base/json.ts';
import { describe } from './runRequest.ts';

function action(input: z.ZodObject) {
  return describe(defineAction({ name: 'test.act', description: 'Acts.', input, examples: [], run: () => null }));
}

const person = z.object({
  name: z.string(),
  age: z.int().default(1),
  address: z.object({ zip: z.string() }).optional(),
});

function problems(input: z.ZodObject, given: Readonly<Record<string, Value | undefined>>): string[] {
  return checkLiterals(action(input), new Map(Object.entries(given))).map(
    ({ kind, path }) => `${kind} ${path.join('.')}`,
  );
}

group('the literals of an input', () => {
  it('are right where the names and the known values are', () => {
    expect(problems(person, { name: undefined, age: 3 })).toEqual([]);
    expect(problems(person, { name: 'Ada', age: new Float(3) })).toEqual([]);
  });

  it('are looked at each by itself, also beside wrong names', () => {
    expect(problems(person, { nam: 'Ada', age: 'old', address: { zip: 1 } })).toEqual([
      'missing name',
      'unexpected nam',
      'wrong age',
      'wrong address.zip',
    ]);
  });

  it('are no matter of conditions on several values, which may come from expressions', () => {
    const either = person.refine(({ age }) => age > 1, 'too young');
    expect(problems(either, { name: 'Ada' })).toEqual([]);
  });

  it('may have any name where the action takes any', () => {
    expect(problems(z.looseObject({ name: z.string() }), { name: 'Ada', more: 1 })).toEqual([]);
  });

  it('are wrong where a check of the author throws', () => {
    const throwing = z.object({
      name: z.string().transform(() => {
        throw new Error('broken');
      }),
    });
    expect(problems(throwing, { name: 'Ada' })).toEqual(['wrong name']);
  });
});
