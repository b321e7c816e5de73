import { describe, it } from 'vitest';
import { expectFailures, expectTexts, expectValues } from './vocabulary.ts';

describe('methods of texts', () => {
  it('look, cut and join', () => {
    expectValues(null, {
      "{{ ' a  b '.split() }}": '["a","b"]',
      "{{ 'a,b,c'.split(',', 1) }}": '["a","b,c"]',
      "{{ 'a b c'.rsplit(none, 1) }}": '["a b","c"]',
      "{{ 'k=v=w'.partition('=') }}": '["k","=","v=w"]',
      "{{ 'a\\r\\nb\\n'.splitlines() }}": '["a","b"]',
      "{{ ', '.join(['x', 'y']) }}": '"x, y"',
      "{{ 'x😀y'.find('y') }}": '2',
      "{{ 'banana'.count('an') }}": '2',
      "{{ 'abc'.endswith(('b', 'c')) }}": 'true',
      "{{ 'abc'.replace('', '-', 2) }}": '"-a-bc"',
      "{{ 'pre-x'.removeprefix('pre-') }}": '"x"',
      "{{ '-42'.zfill(6) }}": '"-00042"',
      "{{ 'ab'.center(5, '*') }}": '"**ab*"',
      "{{ 'a b'.title().swapcase() }}": '"a b"',
      "{{ '²'.isdigit() and not '²'.isdecimal() }}": 'true',
      "{{ 'abc'.translate('abc'.maketrans('ab', 'xy', 'c')) }}": '"xy"',
    });
    expectFailures(
      null,
      "{{ 'a'.split('') }}",
      "{{ ','.join([1]) }}",
      "{{ 'a'.index('b') }}",
      "{{ 'a'.upper(1) }}",
      "{{ 'a'.bogus() }}",
    );
  });
});

describe('methods of lists and dictionaries', () => {
  it('look into them', () => {
    expectValues(
      { l: [3, 1, 3], d: { a: 1, n: null } },
      {
        '{{ _.l.index(1) }}': '1',
        '{{ _.l.count(3.0) }}': '2',
        "{{ _.d.get('z') }}": 'null',
        "{{ _.d.get('z', 5) }}": '5',
        "{{ _.d.get('n', 5) }}": 'null',
        '{{ _.d.keys() | list }}': '["a","n"]',
        '{{ _.d.values() | list }}': '[1,null]',
        "{{ _.d.keys() - ['a'] }}": '["n"]',
        '{{ (1, 2, 1).count(1) }}': '2',
        "{{ (1.5).hex() ~ ' ' ~ 5e-324.hex() }}": '"0x1.8000000000000p+0 0x0.0000000000001p-1022"',
      },
    );
    expectFailures(
      { l: [1], d: {} },
      '{{ _.l.index(9) }}',
      "{{ _.d.pop('z') }}",
      '{{ [].pop() }}',
      '{{ _.l.bogus() }}',
    );
  });

  it('change what the template made', () => {
    expectTexts(null, {
      '{% set l = [] %}{% for i in [1, 2] %}{% set _ = l.append(i) %}{% endfor %}{{ l }}': '[1, 2]',
      '{% set l = [3, 1] %}{{ l.sort() }}{{ l }}{{ l.pop() }}{{ l.insert(0, 9) }}{{ l }}': 'None[1, 3]3None[9, 1]',
      "{% set d = {} %}{% set _ = d.update({'a': 1}, b=2) %}{{ d }}{{ d.popitem() }}": "{'a': 1, 'b': 2}('b', 2)",
      "{% set d = {} %}{{ d.setdefault('l', []).append(1) }}{{ d }}": "None{'l': [1]}",
      '{% set a = [1] %}{% set b = a %}{{ b.append(2) }}{{ a }}': 'None[1, 2]',
    });
  });
});
