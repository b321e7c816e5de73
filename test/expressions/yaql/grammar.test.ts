import { describe, expect, it } from 'vitest';
import { checkSyntax } from '../../../src/expressions/checkSyntax.ts';
import { fails, gives, shows, yaql } from './yaql.ts';

describe('the grammar of YAQL', () => {
  it('binds operators as tightly as yaql does', () => {
    gives({
      '1 + 2 * 3': 7,
      '(1 + 2) * 3': 9,
      '-2 * 3': -6,
      '10 - 4 - 3': 3,
      '7 mod 4 * 2': 6,
      'not true and false': false,
      'true or false and false': true,
      '1 = not 1 = 2': true,
      '-[1, 2][1]': -2,
      'let(a => 1) -> let(b => 2) -> $a + $b': 3,
    });
  });

  it('takes bare words as text, but true, false and null as what they say', () => {
    gives({ word: 'word', žluť: 'žluť', '[a, true, null]': ['a', true, null], '{a => b}': { a: 'b' } });
  });

  it('reads texts in three kinds of quotes', () => {
    gives({
      "'it\\'s'": "it's",
      '"a\\tb\\x41\\u0042\\103"': 'a\tbABC',
      '`raw\\n\\``': 'raw\\n`',
      "'\\q'": '\\q',
    });
  });

  it('reads integers of any length and keeps floats floats', () => {
    shows({ '12345678901234567890': '12345678901234567890', '2.0': '2.0', '007': '7' });
    expect(yaql('12345678901234567890')).toBe(12345678901234567890n);
  });

  it('lets places between arguments stay empty', () => {
    gives({ "'a b'.split(, 1)": ['a', 'b'], 'dict(a => 1)': { a: 1 } });
    for (const wrong of ['[1,]', '[,]', 'f(,a => 1)', 'f(a => 1, 2)']) fails(wrong, /Parse error/);
  });

  it('knows a call by the parenthesis right behind the name', () => {
    fails('len (abc)', /unexpected '\('/);
    fails('not(true)', /Unknown function "not"/);
  });

  it('says where a text stops being an expression', () => {
    expect(checkSyntax('<% 1 + %>')).toEqual([
      { message: 'Parse error: unexpected end of statement', offset: 7, language: 'yaql' },
    ]);
    expect(checkSyntax('a <% $.x %> b <% 1e3 %>')).toEqual([
      { message: "Lexical error: illegal character '1'", offset: 17, language: 'yaql' },
    ]);
    expect(checkSyntax('<% $.fine %>')).toEqual([]);
  });

  it('refuses what is nested too deeply', () => {
    fails(`${'('.repeat(5000)}1${')'.repeat(5000)}`, /Nested too deeply/);
    fails(`1${'+1'.repeat(5000)}`, /Nested too deeply/);
    fails(`[${'1,'.repeat(20_000)}1]`, /more than 20000 tokens/);
  });
});
