import { describe, it } from 'vitest';
import { fails, gives } from './yaql.ts';

describe('strings in YAQL', () => {
  it('are cut, joined and split', () => {
    gives({
      "' x '.trim()": 'x',
      "'xxaxx'.trim(x)": 'a',
      "'a b  c '.split()": ['a', 'b', 'c'],
      "'a b  c'.split(' ')": ['a', 'b', '', 'c'],
      "'a b  c '.split(null, 1)": ['a', 'b  c '],
      "'a,b,c'.rightSplit(',', 1)": ['a,b', 'c'],
      "[1, null, true].join('-')": '1-null-true',
      "'-'.join([a, b])": 'a-b',
      "'abc'.substring(1, 1)": 'b',
      "'abc'.substring(-2)": 'bc',
      'abc.toCharArray()': ['a', 'b', 'c'],
    });
    fails("'abc'[0]");
    fails("'abc'.split('')", /separator is empty/);
  });

  it('count characters, not the units they are stored in', () => {
    gives({ "len('😀a')": 2, "'😀ab'.substring(1)": 'ab', "'😀a'.indexOf(a)": 1, "'😀a'.toCharArray()": ['😀', 'a'] });
  });

  it('are searched from both ends and within bounds', () => {
    gives({
      "'abcabc'.indexOf(b)": 1,
      "'abcabc'.lastIndexOf(b)": 4,
      "'abcabc'.indexOf(b, 2)": 4,
      "'abcabc'.lastIndexOf(a, 0, 3)": 0,
      "'abc'.indexOf(z)": -1,
      "'a' in 'abc'": true,
      'abc.startsWith(x, ab)': true,
      'abc.endsWith(x)': false,
    });
  });

  it('are replaced by text, by dictionary and only so often', () => {
    gives({
      "'aaa'.replace(a, b, 2)": 'bba',
      "'abc'.replace({a => 1, b => null})": '1nullc',
      "'ab'.replace('', '-')": '-a-b-',
    });
  });

  it('are formatted the way Python formats', () => {
    gives({
      "'{0:>5}|{x}|{0!r}'.format(abc, x => true)": "  abc|True|'abc'",
      "'{:,}'.format(1234567)": '1,234,567',
      "'{:.2f} {:05d} {:x} {:%}'.format(2.567, 42, 255, 0.5)": '2.57 00042 ff 50.000000%',
      "'{0[0]} {x[a]}'.format([7], x => {a => 3})": '7 3',
      "'{:^7}{{}}'.format(a)": '   a   {}',
      "'{0:%d.%m.%Y}'.format(datetime(2024, 2, 29))": '29.02.2024',
    });
    fails("'{} {}'.format(1)", /not given/);
  });

  it('know emptiness', () => {
    gives({ "isEmpty('  ')": true, 'isEmpty(null)': true, "' '.isEmpty(false)": false, "'  '.norm()": null });
  });
});
