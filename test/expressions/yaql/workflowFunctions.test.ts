import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/json.ts';
import { fails, gives, yaql } from './yaql.ts';

describe("the service's functions in YAQL", () => {
  it('read and write JSON and YAML', () => {
    gives({
      'json_parse(\'{"k": [1, null]}\').k[0]': 1,
      'json_dump({a => [1, "ž"], b => []})': '{\n    "a": [\n        1,\n        "\\u017e"\n    ],\n    "b": []\n}',
      "json_pp(['x\\ny'])": '[\n    "x\ny"\n]',
      "yaml_parse('a: yes')": { a: true },
      'yaml_dump({b => [1, x], a => null})': 'a: null\nb:\n- 1\n- x\n',
      'yaml_dump(x)': 'x\n...\n',
    });
    fails("json_parse('nope')", /not valid JSON/);
    fails("yaml_parse('[1')", /not valid YAML/);
  });

  it('ask the service, by position and by name', () => {
    const asked: unknown[] = [];
    const services = {
      task: (name: string | null): Value => ({ name }),
      tasks: (query: Readonly<Record<string, Value>>): Value => {
        asked.push(query);
        return [];
      },
      env: (): Value => ({ url: 'http://x' }),
      global: (name: string): Value => `global ${name}`,
      uuid: () => 'an-id',
    };
    expect(yaql('task(t1).name', null, services)).toBe('t1');
    expect(yaql('task().name', null, services)).toBeNull();
    expect(yaql('env().url + global(x) + uuid()', null, services)).toBe('http://xglobal xan-id');
    yaql('tasks(id1, flat => true)', null, services);
    expect(asked).toEqual([{ workflow_execution_id: 'id1', recursive: false, state: null, flat: true }]);
  });

  it('fail where the service has nothing to answer with', () => {
    fails('task(t1)', /task\(\) is not available here/);
    fails('execution()', /not available/);
    gives({ 'env()': null });
    fails('env(1)', /too many arguments/);
    fails('tasks(nonsense => 1)');
  });
});
