import { describe, it } from 'vitest';
import { fails, gives } from './yaql.ts';

describe('regular expressions in YAQL', () => {
  it('search anywhere in a text', () => {
    gives({
      "regex('[a-c]+').search('xxabcz')": 'abc',
      "regex('z').search('abc')": null,
      "regex('a.').searchAll('abacad')": ['ab', 'ac', 'ad'],
      "'Hello'.matches('(?i)hello')": true,
    });
  });

  it('show their selector match objects, the whole match first', () => {
    gives({
      "regex('(b)(c)?').search('abx', [$.value, $2.start, $3.value])": ['b', 1, null],
      "regex('.').searchAll('ab', $.value + '!')": ['a!', 'b!'],
    });
    fails("regex('(?P<n>b)').search('abc', $)", /named groups/);
  });

  it('split and replace', () => {
    gives({
      "regex('\\\\s*,\\\\s*').split('a , b,c')": ['a', 'b', 'c'],
      "'a1b2'.split(regex('\\\\d'), 1)": ['a', 'b2'],
      "'a-b'.replace(regex('(a)-(b)'), '\\\\2-\\\\1')": 'b-a',
      "'abc'.replaceBy(regex('b'), null)": 'ac',
      "str(regex('a', ignoreCase => true, dotAll => true))": "re.compile('a', re.IGNORECASE|re.DOTALL)",
      "'ab'.replaceBy(regex('.'), $.value.toUpper() + '.')": 'A.B.',
      "regex('x*').replace('abc', '-')": '-a-b-c-',
    });
  });

  it('are escaped', () => {
    gives({ "escapeRegex('a.b*c')": 'a\\.b\\*c', "'a.b' =~ escapeRegex('a.b')": true });
    fails("'a' =~ '('", /not valid/);
  });
});
