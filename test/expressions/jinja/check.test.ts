import { describe, expect, it } from 'vitest';
import { checkJinja } from '../../../src/expressions/jinja/index.ts';

describe('checking', () => {
  it('finds what cannot be parsed, and where', () => {
    expect(checkJinja('{{ (1 }}')).toEqual([{ message: expect.any(String), offset: 6 }]);
    expect(checkJinja('a {% if x %} b {{ 1 }}')).toHaveLength(1);
    expect(checkJinja('{{ 1 2 }}')).toHaveLength(1);
    expect(checkJinja('{{ }}')).toHaveLength(1);
    expect(checkJinja("{{ 'open }}")).toHaveLength(1);
    expect(checkJinja('{% bogus %}')).toHaveLength(1);
  });

  it('accepts what only fails when it is evaluated, as Mistral does', () => {
    for (const text of [
      '{{ 1 | bogus }}',
      '{{ 1, 2 }}',
      '{{ x -}}',
      '{{ bogus() }}',
      '{% if x %}y{% endif %}',
      "{% include 'x' %}",
    ]) {
      expect(checkJinja(text), text).toEqual([]);
    }
  });

  it('looks at nothing that is no expression', () => {
    for (const text of ['plain', '{{ open', '{{\n1 2 }}', '{# {{ #}']) expect(checkJinja(text), text).toEqual([]);
  });
});
