import { describe, it } from 'vitest';
import { fails, gives } from './yaql.ts';

describe('names and functions in YAQL', () => {
  it('are made for an expression by let, with and unpack', () => {
    gives({
      'let(1, a => 2) -> $ + $a': 3,
      'with(1, 2) -> $1 + $2': 3,
      '[1, 2].unpack(a, b) -> $b': 2,
      $nobody: null,
    });
    fails('[1, 2].unpack(a) -> $a');
    fails('1 -> 2', /#operator_->/);
  });

  it('can be defined, and call themselves', () => {
    gives({
      'def(fact, switch($ < 2 => 1, true => $ * fact($ - 1))) -> fact(10)': 3628800,
      'def(add, $x + $y) -> add(x => 1, y => 2)': 3,
      'let(x => 1) -> def(f, $x + $) -> f(2)': 3,
      // As yaql: names of functions lose their underscores.
      'def(my_f, $ + 1) -> myF(1)': 2,
    });
    fails('def(f, f($)) -> f(1)', /Nested too deeply/);
  });

  it('are called by name', () => {
    gives({ 'call(len, [abc], {})': 3, "call(split, [], {separator => 'y'}, 'x y z')": ['x ', ' z'] });
  });

  it('branch', () => {
    gives({
      'switch(1 > 2 => a, 2 > 1 => b)': 'b',
      'switch(false => 1)': null,
      'coalesce(null, 0, 1)': 0,
      'selectCase(false, true)': 1,
      'selectAllCases(true, false, true)': [0, 2],
      '1.switchCase(a, b, c)': 'b',
      '9.switchCase(a, b)': 'b',
      'examine(1, 0)': [true, false],
    });
  });

  it('check what they are given', () => {
    gives({ '[1, 2].assert(len($) = 2)': [1, 2] });
    fails('[1].assert(len($) = 2)', /assertion/i);
  });
});
