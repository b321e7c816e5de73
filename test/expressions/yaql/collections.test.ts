import { describe, it } from 'vitest';
import { fails, gives, shows } from './yaql.ts';

describe('lists in YAQL', () => {
  it('are indexed from both ends, within bounds', () => {
    gives({ '[1, 2, 3][-1]': 3 });
    fails('[1, 2][5]', /out of range/);
    fails('[1, 2].select($)[0]', /No function "#indexer"/);
  });

  it('are changed by making new ones', () => {
    gives({
      '[1, 2, 3].delete(1)': [1, 3],
      '[1, 2, 3].delete(1, -1)': [1],
      '[1, 2, 3].replace(1, a)': [1, 'a', 3],
      '[1, 2, 3].replaceMany(1, [a, b], 2)': [1, 'a', 'b'],
      '[1, 2].insert(1, a)': [1, 'a', 2],
      '[1, 2].insertMany(1, [a, b])': [1, 'a', 'b', 2],
      '[1, 2] + [3]': [1, 2, 3],
      '[a] * 3': ['a', 'a', 'a'],
      '[1, [2, [3]]].flatten()': [1, 2, 3],
    });
  });

  it('of a literal equal no list of a function', () => {
    gives({ "'a,b'.split(',') = [a, b]": false, '[1, 2] = [1, 2].toList()': true });
  });

  it('hold what equals', () => {
    gives({ '2.0 in [1, 2]': true, '[1].contains(true)': true, '[[1], {a => 1}].contains({a => 1})': true });
  });
});

describe('dictionaries in YAQL', () => {
  it('are read with and without a default', () => {
    gives({ '{a => 1}.a': 1, '{a => 1}[a]': 1, '{a => 1}[b, 2]': 2, '{a => null}[a, 2]': null });
    fails('{a => 1}[b]', /no such key/);
  });

  it('find equal keys equal', () => {
    gives({ '{1 => a}.get(1.0)': 'a', '{1 => a}.get(true)': 'a', '{[1, 2] => a}.get([1, 2])': 'a' });
    fails("{'a b'.split() => 1}", /cannot be a key/);
  });

  it('are changed by making new ones', () => {
    gives({
      '{a => 1}.set(b, 2)': { a: 1, b: 2 },
      '{a => 1}.set({b => 2})': { a: 1, b: 2 },
      '{a => 1}.set(b => 2)': { a: 1, b: 2 },
      '{a => 1, b => 2}.delete(a)': { b: 2 },
      '{a => 1, b => 2}.deleteAll([a, c])': { b: 2 },
      '{a => 1} + {a => 2, b => 3}': { a: 2, b: 3 },
      'dict([[a, 1], [b, 2]])': { a: 1, b: 2 },
      '[1, 2].toDict(str($), $ * 2).get("2")': 4,
    });
  });

  it('are merged deeply, lists without doubles', () => {
    gives({
      '{a => [1, 2], b => {c => 1}}.mergeWith({a => [2, 3], b => {d => 2}})': { a: [1, 2, 3], b: { c: 1, d: 2 } },
      '{a => 1}.mergeWith({a => 2}, itemMerger => $1 + $2)': { a: 3 },
      '{a => {b => 1}}.mergeWith({a => {c => 2}}, maxLevels => 1)': { a: { c: 2 } },
    });
    fails('{a => 1}.mergeWith({a => {}})', /cannot be merged/);
  });

  it('know their keys and values', () => {
    gives({ '{a => 1}.containsKey(a)': true, '{a => 1}.containsValue(1)': true, 'a in {a => 1}.keys()': true });
    fails('a in {a => 1}', /#operator_in/);
    fails('{a => 1}.values().len()');
  });
});

describe('sets in YAQL', () => {
  it('are combined', () => {
    gives({
      'set(1, 2).union(set(2, 3))': [1, 2, 3],
      'set(1, 2).intersect(set(2, 3))': [2],
      'set(1, 2) - set(2)': [1],
      'set(1, 2).symmetricDifference(set(2, 3))': [1, 3],
      'set(1).add(2)': [1, 2],
      'set(1, 2).remove(1)': [2],
      '[5, 3, 9, 1, 7].toSet().toList()': [1, 3, 5, 7, 9],
      'set(9, 1, 8).toList()': [8, 9, 1],
      'set(-1, 40, -5).toList()': [40, -5, -1],
      'range(25, 0, -1).toSet().select($)': Array.from({ length: 25 }, (_, index) => index + 1),
    });
    fails('{a => 1}.keys().union(set(b))', /toSet/);
  });

  it('are compared by what they hold', () => {
    gives({
      'set(1) < set(1, 2)': true,
      'set(1) < set(1)': false,
      'set(1, 2) = set(2, 1)': true,
      'set(3) <= set(1)': false,
    });
    shows({ 'str(set(1))': 'frozenset({1})' });
  });
});
