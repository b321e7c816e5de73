import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import { indentedJson } from '../../src/cli/indentedJson.ts';

describe('indented JSON', () => {
  it('is laid out as JSON.stringify does it', () => {
    const value = { a: [1, { b: null }], empty: {}, none: [], text: 'two\nlines', yes: true };
    expect(indentedJson(value)).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps numbers and the order of keys as they are', () => {
    const text = '{\n  "2": 123456789012345678901,\n  "1": [\n    2.0,\n    NaN\n  ]\n}';
    expect(indentedJson(parseJson(text))).toBe(text);
  });
});
