import { describe, it } from 'vitest';
import type { Value } from '../../../src/base/json.ts';
import { expectFailures, expectTexts, expectValues } from './vocabulary.ts';

const data: Value = {
  rooms: [
    { name: 'Blue', seats: 4, floor: { no: 1 } },
    { name: 'amber', seats: 9, floor: { no: 2 } },
    { name: 'Coral', seats: 4, floor: {} },
  ],
  counts: { b: 2, A: 3, c: 1 },
};

describe('filters of sequences', () => {
  it('pick, cut and join', () => {
    expectValues(data, {
      '{{ [3, 1] | first }}': '3',
      '{{ [3, 1] | last }}': '1',
      "{{ 'abc' | reverse }}": '"cba"',
      '{{ [1, 2, 3] | batch(2, 0) | list }}': '[[1,2],[3,0]]',
      '{{ range(5) | slice(2) | list }}': '[[0,1,2],[3,4]]',
      "{{ [1, none] | join('-') }}": '"1-None"',
      "{{ _.rooms | join(', ', attribute='name') }}": '"Blue, amber, Coral"',
      '{{ [[1], [2]] | sum(start=[]) }}': '[1,2]',
      "{{ _.rooms | sum(attribute='seats') }}": '17',
      '{{ _.counts | items | list }}': '[["b",2],["A",3],["c",1]]',
    });
    expectFailures(data, '{{ [] | first }}', '{{ 5 | list }}', '{{ none | length }}', "{{ ['a'] | sum }}");
  });

  it('apply other filters and tests', () => {
    expectValues(data, {
      "{{ _.rooms | map(attribute='floor.no', default=0) | list }}": '[1,2,0]',
      "{{ ['a'] | map('replace', 'a', 'b') | list }}": '["b"]',
      "{{ _.rooms | selectattr('seats', 'gt', 5) | map(attribute='name') | list }}": '["amber"]',
      "{{ _.rooms | rejectattr('floor') | map(attribute='name') | list }}": '["Coral"]',
      '{{ [0, 1, none, 2] | select | list }}': '[1,2]',
      "{{ range(6) | reject('odd') | list }}": '[0,2,4]',
    });
    expectFailures(
      data,
      "{{ [1] | map('bogus') | list }}",
      "{{ [1] | select('bogus') | list }}",
      '{{ [1] | map | list }}',
    );
  });

  it('make generators that run once', () => {
    expectTexts(data, { "{% set g = [1, 2] | map('string') %}{{ g | list }}{{ g | list }}": "['1', '2'][]" });
  });

  it('sort and group without regard to case', () => {
    expectValues(data, {
      "{{ ['b', 'A', 'c'] | sort }}": '["A","b","c"]',
      "{{ ['b', 'A'] | sort(case_sensitive=true, reverse=true) }}": '["b","A"]',
      "{{ _.rooms | sort(attribute='seats,name') | map(attribute='name') | list }}": '["Blue","Coral","amber"]',
      "{{ _.rooms | groupby('seats') | map('first') | list }}": '[4,9]',
      "{{ ['a', 'B', 'A'] | groupby('0') | list }}": '[["a",["a","A"]],["B",["B"]]]',
      "{{ ['a', 'A', 'b'] | unique | list }}": '["a","b"]',
      '{{ _.counts | dictsort }}': '[["A",3],["b",2],["c",1]]',
      "{{ _.counts | dictsort(by='value', reverse=true) | first | first }}": '"A"',
      "{{ _.rooms | max(attribute='seats') | attr('x') is defined }}": 'false',
      "{{ ['b', 'A'] | min }}": '"A"',
    });
    expectFailures(data, "{{ [1, 'a'] | sort }}", '{{ [[1]] | unique | list }}', '{{ [] | max }}');
  });
});

describe('filters of texts', () => {
  it('change case and space', () => {
    expectTexts(data, {
      "{{ 'hello big-world' | title }}": 'Hello Big-World',
      "{{ 'hELLO' | capitalize }}": 'Hello',
      "{{ ' a ' | trim }}|": 'a|',
      "{{ 'xax' | trim('x') }}|": 'a|',
      "{{ 'ab' | center(5) }}|": '  ab |',
      "{{ 'a\\nb' | indent(2, true) }}": '  a\n  b',
      '{{ none | upper }}': 'NONE',
      "{{ 'one two' | wordcount }}!": '2!',
    });
  });

  it('shorten and wrap', () => {
    expectTexts(data, {
      "{{ 'The quick brown fox' | truncate(10) }}": 'The...',
      "{{ 'The quick brown fox' | truncate(10, true) }}": 'The qui...',
      "{{ 'The quick' | truncate(6) }}": 'The quick',
      "{{ 'The quick brown' | wordwrap(9) }}": 'The quick\nbrown',
      "{{ 'unbreakable' | wordwrap(4) }}": 'unbr\neaka\nble',
      "{{ 'aaa' | replace('a', 'b', 2) }}": 'bba',
    });
  });

  it('write HTML, URLs and JSON', () => {
    expectTexts(data, {
      "{{ '<a>' | e }}": '&lt;a&gt;',
      "{{ ('<a>' | e) | e }}": '&lt;a&gt;',
      "{{ '<p>a  <b>b</b></p>&amp;' | striptags }}": 'a b&',
      "{{ {'a': 1, 'b': none} | xmlattr }}": ' a="1"',
      "{{ 'a b/ü' | urlencode }}": 'a%20b/%C3%BC',
      "{{ {'q': 'a b'} | urlencode }}": 'q=a+b',
      "{{ 'see www.example.com.' | urlize }}":
        'see <a href="https://www.example.com" rel="noopener">www.example.com</a>.',
      "{{ {'b': '<', 'a': 1.0} | tojson }}": '{"a": 1.0, "b": "\\u003c"}',
      '{{ [1, [2]] | tojson(1) }}': '[\n 1,\n [\n  2\n ]\n]',
      "{{ {'b': 1, 'a': [none]} | pprint }}": "{'a': [None], 'b': 1}",
      "{{ (('word ' * 20) | escape | pprint).splitlines() | length ~ '' }}": '1',
    });
  });
});

describe('filters of numbers', () => {
  it('read and round as Python does', () => {
    expectValues(data, {
      "{{ '42.9' | int }}": '42',
      "{{ 'x' | int(9) }}": '9',
      "{{ '0x1f' | int(base=16) }}": '31',
      "{{ ' 1_0 ' | float }}": '10.0',
      "{{ 'x' | float(1.5) }}": '1.5',
      '{{ 2.5 | round }}': '2.0',
      '{{ 3.5 | round }}': '4.0',
      '{{ 2.675 | round(2) }}': '2.67',
      "{{ 2.1 | round(0, 'ceil') }}": '3.0',
      '{{ -3 | abs }}': '3',
      '{{ 1500000 | filesizeformat }}': '"1.5 MB"',
      '{{ 1048576 | filesizeformat(true) }}': '"1.0 MiB"',
    });
  });
});

describe('a filter that does not exist', () => {
  it('fails, unless it stands in a branch that is not taken', () => {
    expectFailures(data, '{{ 1 | bogus }}', '{% for x in [] %}{{ x | bogus }}{% endfor %}{{ 1 }}');
    expectTexts(data, { '{% if false %}{{ 1 | bogus }}{% endif %}{{ 1 }}': '1' });
  });
});
