import { describe, expect, it } from 'vitest';
import { LimitError } from '../../../src/base/errors.ts';
import type { Value } from '../../../src/base/json.ts';
import { evaluateJinja } from '../../../src/expressions/jinja/index.ts';
import { DEFAULT_LIMITS } from '../../../src/expressions/Limits.ts';
import { Interruption, Lookup } from '../../../src/expressions/Scope.ts';
import { evaluated, expectFailures, expectValues } from './vocabulary.ts';

describe('the sandbox', () => {
  it('reaches no prototype and no constructor', () => {
    expectFailures(
      { l: [], d: {}, s: '' },
      ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'].flatMap((name) => [
        `{{ _.${name} }}`,
        `{{ _['${name}'] }}`,
        `{{ _.l.${name} }}`,
        `{{ _.s.${name} }}`,
        `{{ (5).${name} }}`,
        `{{ range.${name} }}`,
        `{{ namespace().${name} }}`,
        `{{ cycler(1).${name} }}`,
        `{{ _ | attr('${name}') }}`,
        `{{ ${name} }}`,
        `{{ 1 | ${name} }}`,
        `{{ 1 is ${name} }}`,
        `{{ '{0.${name}}'.format(_) }}`,
        `{% for i in [1] %}{{ loop.${name} }}{% endfor %}`,
      ]),
      '{{ [].map }}',
      '{{ [].length }}',
      '{{ range.call }}',
    );
  });

  it("refuses Python's inner attributes", () => {
    expectFailures(
      { d: {} },
      "{{ ''.__class__ }}",
      '{{ _.__class__.__mro__ }}',
      '{{ range.__globals__ }}',
      "{{ _['__class__'] }}",
    );
    expectValues(
      { __env: { a: 1 } },
      { "{{ ''.__class__ is defined }}": 'false', '{{ _.__env.a }}': '1', '{{ __env.a }}': '1' },
    );
  });

  it('keeps strange names as data', () => {
    expectValues(null, { "{{ {'__proto__': 1} }}": '{"__proto__":1}', "{{ {'constructor': 1}.constructor }}": '1' });
  });
});

describe('errors', () => {
  it('never show data, also where it stands for a name', () => {
    const data = { secret: 'hunter2', format: '{hunter2}', members: { hunter2: 1 } };
    for (const text of [
      '{{ [1] | map(_.secret) | list }}',
      '{{ [1] | select(_.secret) | list }}',
      '{{ _.format.format() }}',
      "{{ '{!hunter2}'.replace('hunter2', 'x') | upper(**_.members) }}",
      '{{ [1] | map(**_.members) | list }}',
      '{% macro m() %}{% endmacro %}{{ m(**_.members) }}',
      '{{ _[_.secret] }}',
      '{{ _.secret + 1 }}',
      '{{ _.secret | int + _.members }}',
      '{{ _ | attr(_.secret) }}',
    ]) {
      const shown = text.replaceAll('hunter2', 'shown');
      expect(() => evaluated(shown, data), shown).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
      );
    }
  });
});

describe('limits', () => {
  const tooMuch = (text: string, data: Value = {}) => expect(() => evaluated(text, data), text).toThrow(LimitError);

  it('stop loops, long texts, long lists and long integers', () => {
    tooMuch("{{ 'a' * 999999999 }}");
    tooMuch('{{ [0] * 999999999 }}');
    tooMuch('{{ 2 ** 99999999 }}');
    tooMuch("{{ 'a'.center(999999999) }}");
    tooMuch("{{ '%999999999d' % 1 }}");
    tooMuch("{{ '{:999999999}'.format(1) }}");
    expect(() =>
      evaluateJinja('{% for i in range(9000) %}x{% endfor %}{{ 1 }}', { data: {} }, { ...DEFAULT_LIMITS, steps: 1000 }),
    ).toThrow(LimitError);
  });

  it('stop values that are small in memory and endless as text', () => {
    tooMuch(
      '{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}',
    );
  });

  it('stop nesting before the stack does', () => {
    expectFailures(
      {},
      `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
      `{{ ${'-'.repeat(5000)}1 }}`,
      `{{ 1${' + 1'.repeat(50_000)} }}`,
      '{% set l = [] %}{{ l.append(l) }}{{ l }}',
    );
  });

  it('are not needed by texts that only look costly', () => {
    for (const text of [
      "{{ ('<' * 500000) | striptags | length }}",
      "{{ ('1' * 50000 ~ 'x') | float }}",
      `${'{{'.repeat(200_000)}`,
    ]) {
      expect(() => evaluated(text)).not.toThrow();
    }
  });
});

class Missing extends Interruption {}

class Recorded extends Lookup {
  readonly asked: string[] = [];
  private readonly members = new Map<string, Value>([
    ['a', [1, 2]],
    ['n', null],
  ]);

  has(key: string): boolean {
    return key === 'later' || this.members.has(key);
  }

  get(key: string): Value | undefined {
    this.asked.push(key);
    if (key === 'later') throw new Missing();
    return this.members.get(key);
  }

  keys(): readonly string[] {
    return [...this.members.keys()];
  }
}

describe('data that is read on demand', () => {
  it('is asked only for what the expression names', () => {
    const data = new Recorded();
    expect(evaluated('{{ _.a[1] }}', data)).toBe(2);
    expect(new Set(data.asked)).toEqual(new Set(['a']));
  });

  it('works as a dictionary', () => {
    const data = new Recorded();
    expect(evaluated('{{ _ }}', data)).toEqual({ a: [1, 2], n: null });
    expect(evaluated('{{ _.n is none and _.z is not defined and _ | length }}', data)).toBe(2);
    expect(evaluated('{{ _.a.append(3) }}{{ _ }}', data)).toBe("None{'a': [1, 2, 3], 'n': None}");
  });

  it('may interrupt the evaluation', () => {
    for (const text of [
      '{{ _.later }}',
      "{{ [1] | map('default', _.later) | list }}",
      '{% for i in [1] %}{{ _.later }}{% endfor %}',
    ]) {
      expect(() => evaluated(text, new Recorded()), text).toThrow(Missing);
    }
  });
});
