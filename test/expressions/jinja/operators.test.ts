import { describe, it } from 'vitest';
import { expectFailures, expectValues } from './vocabulary.ts';

describe('arithmetic', () => {
  it('is that of Python', () => {
    expectValues(null, {
      '{{ 7 // 2 }}': '3',
      '{{ -7 // 2 }}': '-4',
      '{{ -7 % 3 }}': '2',
      '{{ 7.5 // 2 }}': '3.0',
      '{{ 2 ** 3 ** 2 }}': '64',
      '{{ -2 ** 2 }}': '4',
      '{{ 2 ** -1 }}': '0.5',
      '{{ true + true }}': '2',
      '{{ 0.1 + 0.2 }}': '0.30000000000000004',
    });
    expectFailures(
      null,
      '{{ 1 / 0 }}',
      '{{ 5 % 0 }}',
      "{{ 'a' + 1 }}",
      '{{ none + 1 }}',
      '{{ [1] - [1] }}',
      "{{ -'a' }}",
    );
  });

  it('joins and repeats sequences', () => {
    expectValues(null, {
      '{{ [1] + [2] }}': '[1,2]',
      '{{ (1,) + (2,) }}': '[1,2]',
      "{{ 'ab' * 2 }}": '"abab"',
      '{{ 2 * [0] }}': '[0,0]',
      "{{ 1 ~ 'a' ~ none ~ 2.0 }}": '"1aNone2.0"',
      "{{ 'a' 'b' }}": '"ab"',
    });
    expectFailures(null, '{{ [1] + (2,) }}', "{{ 'a' * 1.5 }}");
  });

  it('binds as Jinja binds it', () => {
    expectValues(null, {
      "{{ 'a' + 1 ~ 2 }}": '"a12"',
      "{{ '4' | int + 1 }}": '5',
      '{{ -1 | abs }}': '1',
      '{{ not 1 == 2 }}': 'true',
      '{{ 1 or 2 and 0 }}': '1',
    });
  });
});

describe('comparison', () => {
  it('is by value, and numbers are equal across kinds', () => {
    expectValues(null, {
      '{{ 1 == 1.0 }}': 'true',
      '{{ true == 1 }}': 'true',
      "{{ 1 == '1' }}": 'false',
      '{{ (1, 2) == [1, 2] }}': 'false',
      "{{ {'a': 1} == {'a': 1.0} }}": 'true',
      '{{ [1, 2] < [1, 3] }}': 'true',
    });
  });

  it('chains', () => {
    expectValues(null, {
      '{{ 1 < 2 < 3 }}': 'true',
      '{{ 1 < 3 < 2 }}': 'false',
      "{{ 'a' in 'ab' in ['ab'] }}": 'true',
    });
  });

  it('knows membership', () => {
    expectValues(null, {
      "{{ 'b' in 'abc' }}": 'true',
      "{{ 'k' in {'k': 1} }}": 'true',
      '{{ 1 not in [1.0] }}': 'false',
      '{{ 3 in range(4) }}': 'true',
    });
    expectFailures(null, '{{ 1 in 5 }}', "{{ 1 in 'a' }}", "{{ 1 < 'a' }}", '{{ none < 1 }}', '{{ {} < {} }}');
  });

  it('gives back operands from and, or', () => {
    expectValues(null, { "{{ '' or 'b' }}": '"b"', '{{ 1 and [] }}': '[]', '{{ 0 or none }}': 'null' });
  });
});

describe('items and slices', () => {
  it('count from the end where negative', () => {
    expectValues(
      { l: [1, 2, 3, 4], s: 'héllo😀', d: { '1': 'one', items: 2 } },
      {
        '{{ _.l[-1] }}': '4',
        '{{ _.l[1:3] }}': '[2,3]',
        '{{ _.l[::-1] }}': '[4,3,2,1]',
        '{{ _.l.1 }}': '2',
        '{{ _.s[-1] }}': '"😀"',
        '{{ _.s[1:4] }}': '"éll"',
        '{{ _.s | length }}': '6',
        "{{ _.d['1'] }}": '"one"',
        "{{ _.d['items'] }}": '2',
        '{{ range(10)[2:8:3] }}': '[2,5]',
        "{{ range(1, 10, 3)[2::5] ~ '' }}": '"range(7, 10, 15)"',
        '{{ (1, 2, 3)[1:] }}': '[2,3]',
      },
    );
    expectFailures({ l: [1] }, '{{ _.l[::0] }}', "{{ _.l['a'] }}", '{{ _.l[1.0] }}', "{{ {}['a':] }}");
  });

  it('find a method before a member of that name', () => {
    expectValues({ d: { items: 2, keys: 3 } }, { '{{ _.d.items() | length }}': '2', "{{ _.d['keys'] }}": '3' });
  });

  it('treat equal numbers as one key', () => {
    expectValues(null, { '{{ {1: 2}[1.0] }}': '2', '{{ {1: 2, true: 3}[1] }}': '3', '{{ {(1, 2): 3}[(1, 2)] }}': '3' });
    expectFailures(null, '{{ {[1]: 2} }}');
  });
});
