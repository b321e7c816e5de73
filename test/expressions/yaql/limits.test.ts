import { describe, expect, it } from 'vitest';
import { LimitError } from '../../../src/base/errors.ts';
import { evaluate } from '../../../src/expressions/evaluate.ts';
import { DEFAULT_LIMITS } from '../../../src/expressions/Limits.ts';
import { fails, yaql } from './yaql.ts';

const refuses = (expression: string) => expect(() => yaql(expression), expression).toThrow(LimitError);

describe('the limits of an expression', () => {
  it('end what would go on for ever', () => {
    for (const endless of [
      'sequence()',
      'sequence().count()',
      '1.repeat()',
      '[1].cycle().toList()',
      'generate(1, true, $)',
    ]) {
      refuses(endless);
    }
  });

  it('end patterns that backtrack without end', () => {
    refuses("('a' * 3000 + 'b') =~ '(a*)*$'");
    refuses("('a' * 5000 + '!') =~ '^(a|a)*$'");
  });

  it('hold texts, numbers and collections to a size', () => {
    for (const large of [
      "'a' * 1000000000",
      "range(40).aggregate($1 + $1, 'ab')",
      'range(60).aggregate($1 + $1, [1])',
    ]) {
      refuses(large);
    }
    for (const large of ['pow(2, 1000000000)', 'shiftBitsLeft(1, 1000000000)', "'{:999999999}'.format(1)"])
      refuses(large);
  });

  it('count parts that occur many times as often as they occur', () => {
    refuses('range(40).aggregate([$1, $1], [1])');
    refuses('str(range(40).aggregate([$1, $1], [1]))');
    refuses('json_dump(range(40).aggregate([$1, $1], [1]))');
    refuses('range(30).aggregate([$1, $1], [1]) = range(30).aggregate([$1, $1], [1])');
    const bomb = ['a: &a [x, x, x, x, x, x, x, x]'];
    for (const [index, name] of [...'bcdefghi'].entries()) {
      const before = 'abcdefgh'[index];
      bomb.push(`${name}: &${name} [${`*${before},`.repeat(8)}]`);
    }
    expect(() => evaluate('<% yaml_parse($) %>', { data: bomb.join('\n') })).toThrow(LimitError);
  });

  it('do not hold for what the context has already', () => {
    const data = { big: 'x'.repeat(20 << 20) };
    expect(yaql('$.big', data)).toBe(data.big);
  });

  it('can be set', () => {
    expect(() => evaluate('<% range(100) %>', { data: null }, { ...DEFAULT_LIMITS, steps: 50 })).toThrow(LimitError);
  });

  it('keep deep recursion from ending the process', () => {
    fails('def(f, f($) + 1) -> f(1)', /Nested too deeply/);
    fails('range(5000).aggregate($1.select($), [1]).toList()', /Nested too deeply/);
  });
});
