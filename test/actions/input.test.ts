import { expect, describe as group, it } from 'vitest';
import { checkInput, describeInputProblems, prepareInput } from '../../src/actions/input.ts';
import { defineAction, z } from '../../src/actions/sdk.ts';
import { Dict, Float, parseJson, type Value } from '../../src/base/json.ts';
import { describe } from './runRequest.ts';

function action(input: z.ZodObject) {
  return describe(defineAction({ name: 'test.act', description: 'Acts.', input, examples: [], run: () => null }));
}

const person = action(
  z.object({
    name: z.string(),
    age: z.int().optional(),
    tags: z.array(z.string()).default([]),
    extra: z.unknown().optional(),
  }),
);
const told = (input: Value) => describeInputProblems('test.act', checkInput(person, input));

group('the input of an action', () => {
  it('is accepted where the names and values are right', () => {
    expect(checkInput(person, { name: 'Ada' })).toEqual([]);
    expect(prepareInput(person, { name: 'Ada' }).value).toEqual({ name: 'Ada', tags: [] });
  });

  it('is refused with all missing and unexpected names at once', () => {
    expect(told({ nam: 'Ada', x: 1 })).toBe("Invalid input [name=test.act, missing=['name'], unexpected=['nam', 'x']]");
  });

  it('is refused with the place of every wrong value', () => {
    const problems = checkInput(person, { name: 1, tags: ['a', 2] });
    expect(problems.map(({ kind, name, path }) => [kind, name, path.join('.')])).toEqual([
      ['wrong', 'name', 'name'],
      ['wrong', 'tags', 'tags.1'],
    ]);
    expect(describeInputProblems('test.act', problems)).toMatch(
      /^Invalid input \[name=test.act, wrong=\[name: .*; tags\.1: /,
    );
  });

  it('counts null as given', () => {
    expect(checkInput(action(z.object({ output: z.unknown() })), { output: null })).toEqual([]);
    expect(checkInput(action(z.object({ output: z.unknown() })), {})).toMatchObject([
      { kind: 'missing', name: 'output' },
    ]);
  });

  it('may be null for no input, and is wrong when it is no dictionary', () => {
    expect(checkInput(action(z.object({})), null)).toEqual([]);
    expect(checkInput(person, ['Ada'])).toMatchObject([{ kind: 'wrong', name: '' }]);
    expect(checkInput(person, new Float(2))).toMatchObject([{ kind: 'wrong', name: '' }]);
  });

  it('takes further names where the schema is loose', () => {
    expect(checkInput(action(z.looseObject({ a: z.int() })), { a: 1, b: 2 })).toEqual([]);
    expect(checkInput(action(z.strictObject({ a: z.int() })), { a: 1, b: 2 })).toMatchObject([
      { kind: 'unexpected', name: 'b' },
    ]);
  });

  it('reaches the schema as plain JavaScript', () => {
    const input = parseJson('{"ratio": 2.0, "by": {"1": "one"}}');
    const schema = z.object({ ratio: z.int(), by: z.record(z.string(), z.string()) });
    expect(prepareInput(action(schema), input).value).toEqual({ ratio: 2, by: { '1': 'one' } });
  });

  it('hands members declared unknown through untouched', () => {
    const input = parseJson('{"any": 2.0, "all": {"b": [1e3], "1": 2}}') as { [key: string]: Value };
    const schema = z.object({ any: z.unknown(), all: z.any().nullable().default(null) });
    const { value } = prepareInput(action(schema), input) as { value: Record<string, Value> };
    expect(value.any).toBe(input.any);
    expect(value.all).toBe(input.all);
    expect(value.all).toBeInstanceOf(Dict);
  });

  it('survives a transform that throws', () => {
    const schema = z.object({ a: z.string().transform((text) => JSON.parse(text) as unknown) });
    expect(checkInput(action(schema), { a: '{' })).toMatchObject([{ kind: 'wrong' }]);
  });

  it('cannot reach a prototype', () => {
    const input = parseJson('{"name": "Ada", "__proto__": {"x": 1}}');
    expect(checkInput(person, input)).toMatchObject([{ kind: 'unexpected', name: '__proto__' }]);
    expect(checkInput(person, { constructor: 1, name: 'Ada' } as unknown as Value)).toMatchObject([
      { name: 'constructor' },
    ]);
  });
});
