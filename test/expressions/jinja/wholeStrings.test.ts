import { describe, expect, it } from 'vitest';
import { parseJson, type Value } from '../../../src/base/json.ts';
import { evaluated, expectFailures, expectTexts, expectValues } from './vocabulary.ts';

const data: Value = { port: 8080, name: 'eu-7', tags: ['x', 'y'], on: true, none: null, limits: { cpu: 2 } };

describe('a string that is one expression', () => {
  it('keeps the type of its value', () => {
    expectValues(data, {
      '{{ _.port }}': '8080',
      '{{ _.tags }}': '["x","y"]',
      '{{ _.none }}': 'null',
      '{{ _.on }}': 'true',
      '{{ _.limits }}': '{"cpu":2}',
      '{{ 10 / 4 }}': '2.5',
      '{{ 10 / 5 }}': '2.0',
    });
  });

  it('gives picked values as they are, not copies', () => {
    expect(evaluated('{{ _.tags }}', data)).toBe(data.tags);
    expect(evaluated('{{ _ }}', data)).toBe(data);
  });

  it('becomes text with one more character', () => {
    expectTexts(data, { ' {{ _.port }}': ' 8080', '{{ _.port }}{# a note #}': '8080', '{{ _.port }}\n': '8080' });
  });

  it('ends at the first closing braces', () => {
    expectTexts(data, {
      "{{ {'a': {'b': 1}} }}": "{'a': {'b': 1}}",
      '{{ "}}" }}': '}}',
    });
  });

  it('reads the signs of whitespace control as part of the expression', () => {
    expectValues(data, { '{{- _.port }}': '-8080', '{{+ _.port }}': '8080' });
    expectFailures(data, '{{ _.port -}}', '{{ 1, 2 }}');
  });

  it('stores tuples, ranges, views and generators as lists', () => {
    expectValues(data, {
      '{{ (1, 2) }}': '[1,2]',
      '{{ range(3) }}': '[0,1,2]',
      '{{ _.limits.items() }}': '[["cpu",2]]',
      "{{ _.tags | map('upper') }}": '["X","Y"]',
      '{{ [(1, (2,))] }}': '[[1,[2]]]',
    });
  });

  it('stores what a conditional leaves out as null', () => {
    expectValues(data, { "{{ 'x' if false }}": 'null', "{{ ['x' if false] }}": '[null]' });
  });

  it('refuses results that are no values', () => {
    expectFailures(data, '{{ range }}', '{{ _.name.upper }}', '{{ namespace(a=1) }}', '{{ [_.missing] }}');
  });

  it('keeps big integers and integral floats', () => {
    expectValues(parseJson('{"big": 9007199254740993, "whole": 3.0}'), {
      '{{ _.big + 1 }}': '9007199254740994',
      '{{ _.whole }}': '3.0',
      '{{ 2 ** 70 }}': '1180591620717411303424',
    });
  });
});

describe('what counts as an expression', () => {
  it('has to open and close on one line', () => {
    expectTexts(data, { '{{\n_.port }}': '{{\n_.port }}', '{{ _.port\n}} x': '{{ _.port\n}} x' });
  });

  it('is not a comment alone, nor single braces', () => {
    expectTexts(data, { '{# note #}': '{# note #}', '{ { _.port } }': '{ { _.port } }', plain: 'plain' });
  });

  it('is not statements alone, which fail', () => {
    expectFailures(data, '{% if _.on %}yes{% endif %}', '{% set a = 1 %}', '{% nonsense %}');
  });
});
