import { describe, it } from 'vitest';
import { expectFailures, expectValues } from './vocabulary.ts';

describe('tests', () => {
  it('ask about kinds', () => {
    expectValues(null, {
      '{{ 1 is number }}': 'true',
      '{{ true is number }}': 'true',
      '{{ true is integer }}': 'false',
      '{{ 1.0 is float }}': 'true',
      "{{ 'a' is string }}": 'true',
      '{{ {} is mapping }}': 'true',
      '{{ (1,) is sequence }}': 'true',
      '{{ 5 is iterable }}': 'false',
      '{{ range is callable }}': 'true',
      "{{ 'a' | e is escaped }}": 'true',
      "{{ 'upper' is filter }}": 'true',
      "{{ 'odd' is test }}": 'true',
    });
  });

  it('take arguments with and without brackets', () => {
    expectValues(null, {
      '{{ 6 is divisibleby 3 }}': 'true',
      '{{ 6 is divisibleby(4) }}': 'false',
      '{{ 3 is gt 2 }}': 'true',
      '{{ 3 is in [1, 3] }}': 'true',
      '{{ 3 is not in [1, 3] }}': 'false',
      '{{ none is sameas none }}': 'true',
      "{{ 'abc' is lower and 'ABC' is upper }}": 'true',
      '{{ 4 is even or 1 }}': 'true',
    });
    expectFailures(null, '{{ 1 is bogus }}', '{{ 1 is odd is true }}', "{{ 'a' is odd }}", "{{ 1 is gt 'a' }}");
  });
});
