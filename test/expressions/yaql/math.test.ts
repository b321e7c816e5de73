import { describe, expect, it } from 'vitest';
import { fails, gives, shows, yaql } from './yaql.ts';

describe('numbers in YAQL', () => {
  it('grow beyond what a machine word holds', () => {
    shows({ 'pow(2, 100)': '1267650600228229401496703205376', '9007199254740993 - 1': '9007199254740992' });
    expect(yaql('9007199254740991 + 1 - 1')).toBe(9007199254740991);
  });

  it('round half to even', () => {
    shows({ 'round(2.5)': '2.0', 'round(3.5)': '4.0', 'round(2.675, 2)': '2.67', 'round(1250, -2)': '1200' });
  });

  it('are read from text', () => {
    gives({ "int(' 12 ')": 12, 'int(2.9)': 2, 'int(-2.9)': -2, 'int(null)': 0, 'int(true)': 1 });
    shows({ "float('1e3')": '1000.0', 'float(null)': '0.0' });
    for (const wrong of ["int('3.5')", 'int(abc)', 'int([1])', "float('x')"]) fails(wrong);
  });

  it('have a greater and a smaller one of two', () => {
    gives({ 'max(1, 2)': 2, 'min(null, 1)': null, '[3, 1].max()': 3, '[].max(0)': 0 });
    fails('[].max()');
    fails('max(1, a)');
  });

  it('have bits', () => {
    gives({ 'bitwiseAnd(6, 3)': 2, 'bitwiseOr(6, 3)': 7, 'bitwiseXor(6, 3)': 5, 'bitwiseNot(5)': -6 });
    gives({ 'shiftBitsLeft(1, 40)': 1099511627776, 'shiftBitsRight(-5, 1)': -3, 'hex(255)': '0xff' });
  });

  it('are random only by what they are given', () => {
    expect(yaql('random(1, 6)', null, { random: () => 0.999 })).toBe(6);
    expect(yaql('random(1, 6)', null, { random: () => 0 })).toBe(1);
    fails('random()', /not available/);
  });

  it('are told apart from booleans', () => {
    gives({ 'isInteger(true)': false, 'isNumber(1.5)': true, 'isInteger(1.0)': false, '[1, 2][true]': 2 });
  });
});
