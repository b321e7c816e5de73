import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/json.ts';
import { expectFailures, expectValues, failureOf } from './vocabulary.ts';

const data: Value = { a: 1, n: null, d: { k: 'v' }, l: [1] };

describe('what is undefined', () => {
  it('may be asked about and defaulted', () => {
    expectValues(data, {
      '{{ _.x is defined }}': 'false',
      '{{ _.x is undefined }}': 'true',
      "{{ _.x | default('d') }}": '"d"',
      "{{ x | default('d') }}": '"d"',
      "{{ _.n | default('d') }}": 'null',
      "{{ _.n | default('d', true) }}": '"d"',
      '{{ _.x is none }}': 'false',
      '{{ _.d.zz is defined }}': 'false',
    });
  });

  it('fails in every other use', () => {
    expectFailures(
      data,
      '{{ _.x }}',
      "{{ _.x or 'd' }}",
      '{{ not _.x }}',
      '{{ _.x == none }}',
      '{{ _.x + 1 }}',
      "{{ _.x.y | default('d') }}",
      '{{ _.x | upper }}',
      '{{ _.x() }}',
      '{{ 1 if _.x else 2 }}',
      '{{ _.x in _.l }}',
      '{% for i in _.x %}{% endfor %}{{ 1 }}',
      '{{ _.l[5] }}',
      '{{ a }}',
    );
  });

  it('says what was looked for, and where', () => {
    expect(failureOf('{{ _.d.zz }}', data)).toMatchObject({
      message: "'dict object' has no attribute 'zz'",
      position: 6,
      language: 'jinja',
      expression: '{{ _.d.zz }}',
    });
    expect(failureOf('{{ _.l[5] }}', data).message).toBe('list object has no element 5');
    expect(failureOf('{{ _.n.x }}', data).message).toBe("'None' has no attribute 'x'");
  });

  it('never puts names from the data into a message', () => {
    expect(failureOf('{{ _.d[_.secret] }}', { d: {}, secret: 'hunter2' }).message).not.toContain('hunter2');
    expect(failureOf('{{ _.secret | filesizeformat }}', { secret: 'hunter2' }).message).not.toContain('hunter2');
  });
});

describe('a conditional without else', () => {
  it('prints as nothing and is false', () => {
    expectValues(data, {
      "{{ 'x' if false }}!": '"!"',
      "{{ ('x' if false) is defined }}": 'false',
      "{{ 1 if ('x' if false) else 2 }}": '2',
    });
    expectFailures(data, "{{ ('x' if false) + 1 }}", "{{ ('x' if false).y }}");
  });
});
