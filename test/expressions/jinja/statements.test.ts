import { describe, it } from 'vitest';
import type { Value } from '../../../src/base/json.ts';
import { expectFailures, expectTexts } from './vocabulary.ts';

const data: Value = { hosts: ['a', 'b', 'c'], ports: { http: 80, ssh: 22 }, tree: [{ n: 1, c: [{ n: 2, c: [] }] }] };

describe('for', () => {
  it('knows where it is', () => {
    expectTexts(data, {
      '{% for h in _.hosts %}{{ loop.index }}/{{ loop.length }}{{ h }}{{ "," if not loop.last }}{% endfor %}':
        '1/3a,2/3b,3/3c',
      '{% for h in _.hosts %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.first }} {% endfor %}':
        '03True 12False 21False ',
      "{% for h in _.hosts %}{{ loop.previtem | default('-') }}{{ loop.nextitem | default('-') }}{% endfor %}":
        '-bacb-',
      "{% for h in _.hosts %}{{ loop.cycle('x', 'y') }}{% endfor %}": 'xyx',
      '{% for n in [1, 1, 2] %}{{ n if loop.changed(n) }}{% endfor %}': '12',
      '{% for h in _.hosts | map("upper") %}{{ h }}{{ loop.revindex0 }}{% endfor %}': 'A2B1C0',
    });
  });

  it('unpacks, filters and has an else', () => {
    expectTexts(data, {
      '{% for name, port in _.ports.items() %}{{ name }}={{ port }} {% endfor %}': 'http=80 ssh=22 ',
      '{% for a, (b, c) in [[1, [2, 3]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}': '123',
      '{% for n in range(6) if n is even %}{{ loop.index }}:{{ n }} {% endfor %}': '1:0 2:2 3:4 ',
      '{% for n in [] %}x{% else %}none{% endfor %}{{ 1 }}': 'none1',
      '{% for k in _.ports %}{{ k }}{% endfor %}': 'httpssh',
    });
    expectFailures(data, '{% for a, b in [[1]] %}{{ a }}{% endfor %}', '{% for a in 5 %}{{ a }}{% endfor %}');
  });

  it('descends where it is recursive', () => {
    expectTexts(data, {
      '{% for t in _.tree recursive %}{{ t.n }}@{{ loop.depth }}({{ loop(t.c) }}){% endfor %}': '1@1(2@2())',
    });
    expectFailures(data, '{% for t in _.tree %}{{ loop(t.c) }}{% endfor %}');
  });

  it('starts each round with fresh variables', () => {
    expectTexts(data, {
      '{% set x = 9 %}{% for i in [1, 2] %}{{ x }}{% set x = i %}{{ x }} {% endfor %}{{ x }}': '91 92 9',
      '{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}': '3',
    });
  });
});

describe('if, set, with', () => {
  it('choose and name values', () => {
    expectTexts(data, {
      '{% if [] %}a{% elif 0 %}b{% else %}c{% endif %}{{ 1 }}': 'c1',
      '{% if true %}{% set x = 1 %}{% endif %}{{ x }}': '1',
      '{% set a, b = 1, 2 %}{{ a }}{{ b }}': '12',
      '{% set x | upper %}a{{ 1 }}b{% endset %}{{ x }}': 'A1B',
      '{% set a = 5 %}{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}': '155',
      '{% with %}{% set z = 1 %}{% endwith %}{{ z is defined }}': 'False',
    });
    expectFailures(data, '{% set a, b = [1] %}{{ a }}', '{% set q = {} %}{% set q.a = 1 %}{{ 1 }}');
  });
});

describe('macros', () => {
  it('take arguments by position and by name, with defaults', () => {
    expectTexts(data, {
      '{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, 2) }} {{ m(b=3, a=4) }}': '11 12 43',
      '{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, x=2) }}': "(1,){'x': 2}",
      "{% macro m(a) %}{{ a | default('d') }}{% endmacro %}{{ m() }}{{ m(*[1]) }}{{ m(**{'a': 2}) }}": 'd12',
    });
    expectFailures(
      data,
      '{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}',
      '{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}',
      '{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=1) }}',
      '{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}',
    );
  });

  it('call back into the block that calls them', () => {
    expectTexts(data, {
      '{% macro m(a) %}[{{ caller(a) }}]{% endmacro %}{% call(x) m(1) %}body {{ x }}{% endcall %}': '[body 1]',
    });
    expectFailures(data, '{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}{{ 1 }}');
  });
});

describe('other blocks', () => {
  it('filter, escape and repeat text', () => {
    expectTexts(data, {
      "{% filter upper | replace('A', 'x') %}a{{ 'b' }}{% endfilter %}": 'xB',
      "{% autoescape true %}{{ '<' }}{{ '<' | safe }}{% endautoescape %}{{ '<' }}": '&lt;<<',
      '{% block b %}x{% endblock %}{{ self.b() }}': 'xx',
      "{% print 1, 'a' %}{{ 2 }}": '1a2',
    });
  });

  it('fail where a template would have to be loaded', () => {
    expectFailures(data, "{% include 'x' %}{{ 1 }}", "{% extends 'x' %}{{ 1 }}", "{% import 'x' as y %}{{ 1 }}");
  });

  it('fail where they are unknown, open or out of place', () => {
    expectFailures(
      data,
      '{{ 1 }}{% do x %}',
      '{{ 1 }}{% break %}',
      '{{ 1 }}{% if 1 %}',
      '{{ 1 }}{% endif %}',
      '{{ 1 }}{% if %}',
    );
  });

  it('fail where a filter block gives no text', () => {
    expectFailures(data, '{% filter length %}{{ 1 }}{% endfilter %}');
  });
});
