import { describe, expect, it } from 'vitest';
import { stringifyJson, type Value } from '../../../src/base/json.ts';
import { evaluated } from './vocabulary.ts';

const given = { l: [1, 2], d: { inner: { k: [1] } }, rows: [{ a: 1 }, { a: 2 }] };

function seenAndKept(text: string): Value {
  const data = structuredClone(given);
  const seen = evaluated(text, data);
  expect(stringifyJson(data), text).toBe(stringifyJson(given));
  return seen;
}

describe('a method that changes the data', () => {
  it('changes what the template sees from then on, and not the data', () => {
    expect(seenAndKept('{{ _.l.append(3) }}{{ _.l }}{{ _.l | length }}')).toBe('None[1, 2, 3]3');
    expect(seenAndKept('{{ _.l.pop() }}{{ _ }}')).toContain("{'l': [1], ");
    expect(seenAndKept('{{ _.d.inner.k.append(2) }}{{ _.d }}')).toBe("None{'inner': {'k': [1, 2]}}");
    expect(seenAndKept("{{ _.update({'l': 0}) }}{{ _.l }}")).toBe('None0');
    expect(
      seenAndKept("{% for r in _.rows %}{{ r.update(b=1) or '' }}{% endfor %}{{ _.rows | map(attribute='b') | list }}"),
    ).toBe('[1, 1]');
  });

  it('is seen under every name of what it changed', () => {
    expect(
      seenAndKept('{% set k = _.d.inner.k %}{{ k.append(9) }}{{ _.d.inner.k }}{{ _.d == {"inner": {"k": [1, 9]}} }}'),
    ).toBe('None[1, 9]True');
    expect(seenAndKept('{% set ks = _.d.keys() %}{{ _.d.update(z=1) }}{{ ks }}')).toBe("Nonedict_keys(['inner', 'z'])");
  });

  it('gives its result alone as the value of an expression', () => {
    expect(seenAndKept('{{ _.l.append(3) }}')).toBeNull();
    expect(seenAndKept("{{ _.d.pop('inner') }}")).toEqual({ k: [1] });
  });
});
