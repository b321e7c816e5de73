import { describe, it } from 'vitest';
import { parseJson } from '../../../src/base/json.ts';
import { expectFailures, expectTexts } from './vocabulary.ts';

const data = parseJson('{"f": 2.0, "n": null, "b": true, "l": [1, "a", null, "it\'s"], "d": {"k": [true]}}');

describe('values in text', () => {
  it('are written the Python way', () => {
    expectTexts(data, {
      '={{ _.f }}': '=2.0',
      '={{ _.n }}': '=None',
      '={{ _.b }}': '=True',
      '={{ _.l }}': `=[1, 'a', None, "it's"]`,
      '={{ _.d }}': "={'k': [True]}",
      '={{ (1,) }}': '=(1,)',
      '={{ 1e16 }} {{ 1e-5 }}': '=1e+16 1e-05',
      '={{ range(3) }}': '=range(0, 3)',
      '={{ _.d.keys() }}': "=dict_keys(['k'])",
      '={{ [1] | select }}': '=<generator object select_or_reject at 0x0>',
    });
  });

  it('join without being evaluated again', () => {
    expectTexts({ a: '{{ _.b }}', b: 'B' }, { '{{ _.a }} {{ _.b }}': '{{ _.b }} B' });
  });

  it('fail where they are undefined', () => expectFailures(data, '={{ _.missing }}', '={{ nothing }}'));
});

describe('whitespace around tags', () => {
  it('goes with the line of a statement', () => {
    expectTexts(data, {
      '{{ 1 }}\n  {% if true %}\n  a\n  {% endif %}\nb': '1\n  a\nb',
      '{{ 1 }}\n  {# note #}\nb': '1\nb',
      '{{ 1 }} {% if true %} x {% endif %}\ny': '1  x y',
    });
  });

  it('goes where a minus says, and stays where a plus says', () => {
    expectTexts(data, {
      'a  {{- 1 -}}  b': 'a1b',
      '{{ 1 }}\n  {%- if true -%}\n x {% endif %}': '1x ',
      '{{ 1 }}\n  {%+ if true %}x{% endif +%}\ny': '1\n  x\ny',
    });
  });

  it('loses one newline at the very end', () => {
    expectTexts(data, { 'a{{ 1 }}\n': 'a1', 'a{{ 1 }}\n\n': 'a1\n', 'a{{ 1 }}\r\nb': 'a1\nb' });
  });

  it('stays in raw parts', () => {
    expectTexts(data, { '{{ 1 }}{% raw %} {{ x }} {% endraw %}': '1 {{ x }} ' });
  });
});
