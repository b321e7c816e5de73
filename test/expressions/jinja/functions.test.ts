import { describe, expect, it } from 'vitest';
import { evaluated, expectFailures, expectTexts, expectValues } from './vocabulary.ts';

describe("Mistral's functions", () => {
  it('can be called', () => {
    expectValues(
      { s: '{"k": [1, 2.0]}', m: { b: 1 } },
      {
        '{{ json_parse(_.s) }}': '{"k":[1,2.0]}',
        '{{ json_dump(_.m) }}': '"{\\n    \\"b\\": 1\\n}"',
        "{{ yaml_parse('a: [x]') }}": '{"a":["x"]}',
        "{{ json_dump([1] | map('string')) | length > 3 }}": 'true',
      },
    );
  });

  it('ask the service', () => {
    const services = {
      env: () => ({ region: 'eu' }),
      task: (name: string | null) => ({ name, result: [7] }),
      global: (name: string) => `${name}!`,
      uuid: () => 'an-id',
    };
    expect(evaluated("{{ env().region ~ task('t').result[0] ~ global('g') ~ uuid() }}", {}, services)).toBe(
      'eu7g!an-id',
    );
    expectFailures({}, "{{ task('t') }}", '{{ execution() }}', '{{ json_parse() }}', "{{ json_parse('{') }}");
  });

  it('lack their argument as filters, where the piped value takes the place of the context', () => {
    expectFailures({ m: {}, s: '{}' }, '{{ _.m | json_dump }}', '{{ _.s | json_parse }}', '{{ _.s | yaml_parse }}');
    expectTexts({ m: { a: 1 } }, { '{{ _.m | json_pp }}': '{\n    "a": 1\n}' });
  });
});

describe("Jinja's functions", () => {
  it('make ranges, dictionaries, cycles and separators', () => {
    expectTexts(null, {
      '{{ range(5, 0, -2) | list }}!': '[5, 3, 1]!',
      "{{ dict([['a', 1]], b=2) }}!": "{'a': 1, 'b': 2}!",
      "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.next() }}": 'abaa',
      "{% set j = joiner('|') %}{{ j() }}a{{ j() }}b": 'a|b',
      '{{ namespace(a=1) }}!': "<Namespace {'a': 1}>!",
    });
    expectFailures(null, '{{ range(100001) }}', '{{ range(1, 2, 0) }}', '{{ cycler() }}', '{{ bogus() }}', '{{ 5() }}');
  });

  it('take randomness from the scope', () => {
    expect(evaluated('{{ [1, 2, 3] | random }}', {}, { random: () => 0.5 })).toBe(2);
    expectFailures({}, '{{ [1, 2] | random }}', '{{ lipsum() }}');
  });
});
