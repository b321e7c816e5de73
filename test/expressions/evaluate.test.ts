import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../src/base/errors.ts';
import { Dict, Float, parseJson, type Value } from '../../src/base/json.ts';
import { evaluate } from '../../src/expressions/evaluate.ts';
import { containsExpression, languagesIn } from '../../src/expressions/recognise.ts';

const evaluated = (template: Value, data: Value = { a: 1, b: 'B' }) => evaluate(template, { data });

describe('a template', () => {
  it('that is exactly one expression gives the value itself', () => {
    expect(evaluated('<% $.a %>')).toBe(1);
    expect(evaluated('<%$.a%>')).toBe(1);
    expect(evaluated('{{ _.a }}')).toBe(1);
  });

  it('with anything around its expressions gives text', () => {
    expect(evaluated(' <% $.a %>')).toBe(' 1');
    expect(evaluated('<% $.a %>\n')).toBe('1\n');
    expect(evaluated('<% $.a %> and <% [true, null] %>')).toBe('1 and [True, None]');
  });

  it('without expressions is given back as it is', () => {
    const template = { a: ['plain', 1, null, new Float(2)], b: { c: '<% not closed' } };
    expect(evaluated(template)).toBe(template);
  });

  it('is evaluated through lists and the values of dictionaries, but not their keys', () => {
    expect(evaluated({ '<% $.a %>': ['<% $.a %>', { x: '{{ _.b }}' }], same: 1 })).toEqual({
      '<% $.a %>': [1, { x: 'B' }],
      same: 1,
    });
  });

  it('keeps the order of keys that look like numbers', () => {
    const value = evaluated(parseJson('{"b": "<% $.a %>", "1": 2}')) as Dict;
    expect(value).toBeInstanceOf(Dict);
    expect([...value]).toEqual([
      ['b', 1],
      ['1', 2],
    ]);
  });

  it('keeps what is not changed', () => {
    const kept = { deep: ['x'] };
    const value = evaluated({ kept, changed: '<% $.a %>' }) as Record<string, Value>;
    expect(value.kept).toBe(kept);
  });

  it('may hold a key named __proto__', () => {
    const value = evaluated(parseJson('{"__proto__": "<% $.a %>"}')) as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('an expression in text', () => {
  it('does not reach across lines', () => {
    expect(evaluated('<% $.a\n %>')).toBe('<% $.a\n %>');
    expect(evaluated('{{\n_.a }}')).toBe('{{\n_.a }}');
  });

  it('is not evaluated again when it is the value of another', () => {
    expect(evaluated('<% $.v %>', { v: '<% $.w %>', w: 1 })).toBe('<% $.w %>');
  });

  it('is replaced where its text stands, also in what came before', () => {
    expect(evaluated('<% $.a %> <% $.b %>', { a: '<% $.b %>', b: 'B' })).toBe('B B');
  });

  it('of YAQL stays text beside one of Jinja', () => {
    expect(evaluated('<% $.a %> {{ _.a }}')).toBe('<% $.a %> 1');
  });

  it('may have braces of its own', () => {
    expect(evaluated('<% {a => {b => 1}}.a.b %>')).toBe(1);
    expect(evaluated('<% {{a => 1} => 2}.values().first() %>')).toBe(2);
    expect(languagesIn('<% {{a => 1} => 2} %>')).toEqual(['yaql']);
  });

  it('may have more of its marks than it needs', () => {
    expect(evaluated('<%% 1 %%>')).toBe(1);
    expect(evaluated('a <%<% 1 %>%>')).toBe('a 1%>');
    expect(() => evaluated('<%% 1 + %%>')).toThrow(expect.objectContaining({ position: 8 }));
  });

  it('is recognised', () => {
    expect(containsExpression('a <% 1 %>')).toBe(true);
    expect(containsExpression('{% if 1 %}')).toBe(true);
    expect(containsExpression('<% {{ %')).toBe(false);
    expect(languagesIn('<% 1 %> {{ 1 }}')).toEqual(['yaql', 'jinja']);
  });

  it('that fails says which one it is and where', () => {
    for (const [template, language, position] of [
      ['x <% 1 + %>', 'yaql', 9],
      ['<% $.missing %>', 'yaql', 4],
      ['{{ _.missing }}', 'jinja', undefined],
    ] as const) {
      try {
        evaluated(template);
        expect.unreachable();
      } catch (error) {
        expect(error, template).toBeInstanceOf(ExpressionError);
        expect(error).toMatchObject({ expression: template, language });
        expect((error as Error).message).toContain(template);
        if (position !== undefined) expect(error).toMatchObject({ position });
      }
    }
  });
});
