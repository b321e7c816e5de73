import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../../src/base/errors.ts';
import { parseJson } from '../../../src/base/json.ts';
import { evaluate } from '../../../src/expressions/evaluate.ts';
import { Interruption, Lookup } from '../../../src/expressions/Scope.ts';
import { fails, gives, shows, yaql } from './yaql.ts';

const data = { name: 'web-01', nothing: null, servers: [{ cpu: 4 }, { cpu: 8 }], nested: { a: { b: 1 } } };

describe('reading the context', () => {
  it('fails for a key that is not there', () => {
    fails('$.missing', /no key 'missing'/, data);
    fails('$.missing?.a', undefined, data);
    fails('coalesce($.missing, 1)', undefined, data);
    gives({ '$.get(missing)': null, '$.get(missing, 5)': 5, '$.nothing?.a': null }, data);
  });

  it('maps a key over a list', () => {
    gives({ '$.servers.cpu': [4, 8], '$.servers.cpu.sum()': 12, '$.servers[1].cpu': 8 }, data);
    fails('$.servers.ram', undefined, data);
  });

  it('gives back parts of the context themselves, not copies', () => {
    expect(yaql('$.nested.a', data)).toBe(data.nested.a);
    expect(yaql('$', data)).toBe(data);
    const built = yaql('[$.nested, $.servers]', data) as unknown[];
    expect(built[0]).toBe(data.nested);
    expect(built[1]).toBe(data.servers);
  });

  it('sees no prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      fails(`$['${name}']`, undefined, data);
      gives({ [`$.get('${name}')`]: null, [`'${name}' in $.keys()`]: false }, data);
    }
    fails("'{0.constructor}'.format($)", /Attributes cannot be used/, data);
  });

  it('keeps the form of numbers and the order of keys', () => {
    const value = parseJson('{"b": 2.0, "1": 12345678901234567890}');
    shows({ $: "{'b': 2.0, '1': 12345678901234567890}" }, value);
  });

  it('reads from a lookup only what it is asked for', () => {
    const asked: string[] = [];
    class Recording extends Lookup {
      has(): boolean {
        return true;
      }
      get(key: string) {
        asked.push(key);
        return key === 'list' ? [1, 2] : null;
      }
      keys(): string[] {
        return ['list', 'other'];
      }
    }
    expect(evaluate('<% $.list.len() + $.list[0] %>', { data: new Recording() })).toBe(3);
    expect(asked).toEqual(['list', 'list']);
    expect(evaluate('<% $ %>', { data: new Recording() })).toEqual({ list: [1, 2], other: null });
  });

  it('lets an interruption through, wherever it comes from', () => {
    class FactMissing extends Interruption {}
    const task = (): never => {
      throw new FactMissing();
    };
    for (const expression of ['task(t1)', '[1].select(task(t1))', '[[1], [2]].groupBy($, $, task(x))']) {
      expect(() => yaql(expression, null, { task }), expression).toThrow(FactMissing);
    }
  });
});

describe('operators', () => {
  it('compare by value, without coercion', () => {
    gives({ '1 = 1.0': true, 'true = 1': true, "1 = '1'": false, '{a => 1} = {a => 1}': true, '1 != 2': true });
  });

  it('compare null as less than anything', () => {
    gives({ 'null < 1': true, '1 > null': true, 'null >= null': true, "null < 'a'": true });
  });

  it('refuse operands of different kinds', () => {
    for (const wrong of ["1 < '2'", "'a' + 1", 'null + 1', 'true + true', '[1] - [1]', '1 < 2 < 3']) {
      fails(wrong, /No function "#operator_.+" matches supplied arguments/);
    }
  });

  it('divide integers downwards', () => {
    gives({ '7 / 2': 3, '-7 / 2': -4, '-7 mod 3': 2, '7 mod -3': -2 });
    shows({ '7 / 2.0': '3.5', '-7.5 mod 2': '0.5' });
    fails('1 / 0', /Division by zero/);
  });

  it('give the operand that decides, without looking at the other', () => {
    gives({ 'true and 5': 5, "null or 'd'": 'd', 'false and $.missing.x': false, '1 or $.missing.x': 1 });
  });

  it('search with a pattern', () => {
    gives({ "'abc' =~ 'b'": true, "'abc' !~ 'b'": false, "'abc' =~ '^b'": false });
  });
});

describe('what errors say', () => {
  it('names the expression and the place, never the data', () => {
    const secret = { password: 'hunter2' };
    for (const expression of ['int($.password)', '$.password.foo()', '$[$.password]', '$.password + 1']) {
      try {
        evaluate(`x <% ${expression} %>`, { data: secret });
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
        const { message, position, language } = error as ExpressionError;
        expect(message).toContain(expression);
        expect(message).not.toContain('hunter2');
        expect(position).toBeGreaterThanOrEqual(4);
        expect(language).toBe('yaql');
      }
    }
  });

  it('tells an unknown function from one that takes other arguments', () => {
    fails('nosuch()', /Unknown function "nosuch"/);
    fails('abc.nosuch()', /Unknown method "nosuch"/);
    fails("'abc'.substring()", /No method "substring" matches/);
    fails('concat()', /Ambiguous function "concat"/);
  });

  it('does not show a name that comes from the data', () => {
    fails('call($.name, [], {})', /^(?!.*hunter2)/, { name: 'hunter2' });
  });
});
