import { describe, it } from 'vitest';
import { expectFailures, expectTexts } from './vocabulary.ts';

describe('format()', () => {
  it('knows the small language behind the colon', () => {
    expectTexts(null, {
      "{{ '{:>5}|{:^5}|{:*<5}'.format('a', 'b', 'c') }}": '    a|  b  |c****',
      "{{ '{:05d} {:+d} {:,} {:_}'.format(42, 7, 1234567, 1234567) }}": '00042 +7 1,234,567 1_234_567',
      "{{ '{:x} {:#X} {:b} {:o} {:c}'.format(255, 255, 5, 8, 65) }}": 'ff 0XFF 101 10 A',
      "{{ '{:.2f} {:e} {:g} {:.1%}'.format(2.675, 12345.678, 0.0001, 0.25) }}": '2.67 1.234568e+04 0.0001 25.0%',
      "{{ '{:.0f} {:.0f} {:.1f}'.format(0.5, 1.5, 0.25) }}": '0 2 0.2',
      "{{ '{:010,.1f}'.format(1234.5) }}": '0,001,234.5',
      "{{ '{:5}|{}'.format(true, true) }}": '    1|True',
      "{{ '{:.3}|{:.3}'.format('abcdef', 1234.5) }}": 'abc|1.23e+03',
      "{{ '{:#.0f} {:#.0e} {:zE}'.format(3, 10, -0.0) }}": '3. 1.e+01 0.000000E+00',
    });
    expectFailures(null, "{{ '{:,c}'.format(65) }}", "{{ '{:_n}'.format(1) }}", "{{ '{:+c}'.format(65) }}");
  });

  it('reaches into its arguments, within the sandbox', () => {
    expectTexts(null, {
      "{{ '{0} {1} {0}'.format('a', 'b') }}": 'a b a',
      "{{ '{x[k]} {x.k!r:>4}'.format(x={'k': 'v'}) }}": "v  'v'",
      "{{ '{:{w}.{p}f}|'.format(3.14159, w=7, p=2) }}": '   3.14|',
      "{{ '{{}} {}'.format(1) }}": '{} 1',
      "{{ '{a}'.format_map({'a': 1}) }}": '1',
    });
    expectFailures(
      null,
      "{{ '{0.__class__}'.format(1) }}",
      "{{ '{}'.format() }}",
      "{{ '{'.format(1) }}",
      "{{ '{} {0}'.format(1) }}",
    );
  });
});

describe('the percent sign', () => {
  it('formats one value, a tuple or a dictionary', () => {
    expectTexts(null, {
      "{{ '%s and %r' % ('a', 'b') }}": "a and 'b'",
      "{{ '%05.1f|%-5d|%+d|%x|%e' % (3.14159, 42, 7, 255, 12345.678) }}": '003.1|42   |+7|ff|1.234568e+04',
      "{{ '%(a)s-%(b)03d' % {'a': 'x', 'b': 7} }}": 'x-007',
      "{{ '%*d|%.*f' % (4, 1, 2, 3.14159) }}": '   1|3.14',
      "{{ '%d%%' % 5.9 }}": '5%',
      "{{ '%#.0f|%.*f' % (1, -6, 2.675) }}": '1.|3',
      "{{ '%s' | format(none) }}": 'None',
    });
    expectFailures(
      null,
      "{{ '%5%' % [1] }}",
      "{{ '%s %s' % 'a' }}",
      "{{ '%s' % (1, 2) }}",
      "{{ '%d' % 'a' }}",
      "{{ '%(a)s' % 5 }}",
    );
  });
});
