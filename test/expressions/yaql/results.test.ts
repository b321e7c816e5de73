import { describe, expect, it } from 'vitest';
import { Dict, Float } from '../../../src/base/json.ts';
import { fails, gives, shows, yaql } from './yaql.ts';

describe('the result of an expression', () => {
  it('is a list where the evaluator has something lazy, a tuple or a set', () => {
    gives({ '[1, 2].where($ > 1)': [2], 'range(3)': [0, 1, 2], 'set(1, 2, 1)': [1, 2], '{a => 1}.keys()': ['a'] });
  });

  it('keeps integral floats apart from integers', () => {
    expect(yaql('2.0 * 3')).toEqual(new Float(6));
    expect(yaql('2 * 3')).toBe(6);
    expect(yaql('2.5 * 3')).toBe(7.5);
  });

  it('keeps keys that are no text', () => {
    expect(yaql('{1 => a, null => b}')).toEqual(
      new Dict([
        [1, 'a'],
        [null, 'b'],
      ]),
    );
  });

  it('cannot be the items of a dictionary as they are', () => {
    fails('{a => 1}.items()');
    fails('[{a => 1}.items()]');
    gives({ '{a => 1}.items().toList()': [['a', 1]], '{a => 1}.items().select($[0])': ['a'] });
  });

  it('is text for moments and timespans, and nothing for other inner things', () => {
    gives({ 'datetime(2024, 1, 31)': '2024-01-31T00:00:00.000000', 'timespan(hours => 1)': '1:00:00' });
    fails("regex('a')", /cannot be stored/);
    fails('let(a => 1)', /cannot be stored/);
  });

  it('shows in text the way Python prints it', () => {
    shows({
      true: 'True',
      null: 'None',
      '[1, a, null]': "[1, 'a', None]",
      '{k => true}': "{'k': True}",
      '1.0': '1.0',
      '["it\'s"]': '["it\'s"]',
      'set(1)': '{1}',
      'set()': 'set()',
      'datetime(2024, 1, 2)': '2024-01-02 00:00:00+00:00',
      '[1].select($)': '[1]',
    });
  });

  it('shows lists inside as what YAQL has them for', () => {
    gives({ "str([1, 'a'])": "(1, 'a')", 'str([1])': '(1,)', "str('a b'.split())": "['a', 'b']", 'str(null)': 'null' });
  });
});
