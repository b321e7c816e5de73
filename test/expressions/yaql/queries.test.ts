import { describe, expect, it } from 'vitest';
import { fails, gives, yaql } from './yaql.ts';

const servers = [
  { id: 1, name: 'alpha', cpu: 4, zone: 'a' },
  { id: 2, name: 'beta', cpu: 8, zone: 'b' },
  { id: 3, name: 'gamma', cpu: 2, zone: 'a' },
];

describe('queries in YAQL', () => {
  it('select and filter', () => {
    gives({ '$.where($.cpu > 2).name': ['alpha', 'beta'], '$.select([$.id, $.zone]).first()': [1, 'a'] }, servers);
    gives({ '[[1, 2], 3].selectMany($)': [1, 2, 3], '[1, 2, 3, 1].takeWhile($ < 3)': [1, 2] });
    gives({ '[1, 2, 3, 1].skipWhile($ < 3)': [3, 1], 'range(10).skip(7)': [7, 8, 9], '[1, 1, 2].distinct()': [1, 2] });
  });

  it('are lazy: what nobody asks for is not worked out', () => {
    gives({ '[1, 0].select(1 / $).first()': 1, 'sequence().where($ mod 7 = 3).limit(2)': [3, 10] });
    gives({ '[0, 1].any($ = 0 or 1 / 0 = 1)': true });
  });

  it('give their items once, unless memorized', () => {
    gives({
      'let(x => [1, 2].select($)) -> [$x.sum(), $x.sum(0)]': [3, 0],
      'let(x => [1, 2].select($).memorize()) -> [$x.sum(), $x.sum()]': [3, 3],
    });
  });

  it('order by several keys', () => {
    gives(
      { '$.orderBy($.zone).thenByDescending($.cpu).id': [1, 3, 2], '$.orderByDescending($.cpu).id': [2, 1, 3] },
      servers,
    );
    fails("[1, 'a'].orderBy($)", /#operator_/);
  });

  it('group, in both forms of the aggregator', () => {
    gives(
      {
        '$.groupBy($.zone, $.id)': [
          ['a', [1, 3]],
          ['b', [2]],
        ],
      },
      servers,
    );
    gives(
      {
        '$.groupBy($.zone, $.cpu, $.sum())': [
          ['a', 6],
          ['b', 8],
        ],
      },
      servers,
    );
    gives(
      {
        '$.groupBy($.zone, $.cpu, [$[0], $[1].sum()])': [
          ['a', 6],
          ['b', 8],
        ],
      },
      servers,
    );
  });

  it('aggregate', () => {
    gives({
      '[1, 2, 3].aggregate($1 * $2)': 6,
      '[].aggregate($1 * $2, 5)': 5,
      '[1, 2, 3].accumulate($1 + $2)': [1, 3, 6],
      '[3, 1].min()': 1,
    });
    for (const wrong of ['[].sum()', '[].first()', '[].single()', '[1, 2].single()']) fails(wrong);
    gives({ '[].first(null)': null, '[1, 2].last()': 2 });
  });

  it('pair up', () => {
    gives({
      '[1, 2].zip([a, b, c])': [
        [1, 'a'],
        [2, 'b'],
      ],
      '[1].zipLongest([a, b], default => 0)': [
        [1, 'a'],
        [0, 'b'],
      ],
      '[1, 2].join([2, 3], $1 = $2, [$1, $2])': [[2, 2]],
      '[a, b].enumerate(1)': [
        [1, 'a'],
        [2, 'b'],
      ],
    });
  });

  it('cut into pieces', () => {
    gives({
      'range(5).slice(2)': [[0, 1], [2, 3], [4]],
      '[1, 0, 2].splitWhere($ = 0)': [[1], [2]],
      '[1, 1, 2].sliceWhere($ = 1)': [[1, 1], [2]],
      '[1, 2, 3].splitAt(1)': [[1], [2, 3]],
    });
  });

  it('generate', () => {
    gives({
      'generate(1, $ < 20, $ * 3)': [1, 3, 9],
      'generateMany(1, [$ * 2, $ * 3].where($ < 7))': [1, 2, 3, 4, 6, 6],
      'generateMany(1, [$ * 2, $ * 3].where($ < 7), depthFirst => true)': [1, 2, 4, 6, 3, 6],
      '[1, 2].cycle().limit(5)': [1, 2, 1, 2, 1],
      'x.repeat(2)': ['x', 'x'],
    });
  });

  it('find places', () => {
    gives({
      '[a, b, a].indexOf(a)': 0,
      '[a, b, a].lastIndexOf(a)': 2,
      '[1, 5].indexWhere($ > 3)': 1,
      '[1].indexOf(2)': -1,
    });
  });

  it('keep to the pace of the data: a hundred thousand items are not too many', () => {
    const list = Array.from({ length: 100_000 }, (_, index) => ({ id: index, rest: index % 7 }));
    expect(yaql('$.where($.rest = 3).select($.id * 2).sum()', list)).toBe(1428614286);
  });
});
