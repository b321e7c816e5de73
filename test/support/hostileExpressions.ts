import type { Value } from '../../src/base/json.ts';

/** What the hostile expressions look at: nothing that is large for a context. */
export const HOSTILE_DATA: Value = {
  text: 'x'.repeat(1 << 20),
  numbers: Array.from({ length: 50_000 }, (_, index) => index),
  deep: nested(3000),
};

const bomb = "yaml_parse('a: &a [x, x]\\nb: &b [*a, *a]\\nc: [*b, *b]\\n<<: *c')";
const names = ['__proto__', 'constructor', 'prototype', '__defineGetter__', '__lookupGetter__', 'toString', 'valueOf'];

const yaql = [
  ...names.flatMap((name) => [`$.${name}`, `$['${name}']`, `$.text.${name}`, `${name}()`, `$.numbers.${name}()`]),
  ...["$.text.constructor('return 1')()", `{a => 1}.__proto__`, `call(constructor, [], {})`],
  // without end
  ...['sequence().count()', '1.repeat().toList()', '[1].cycle().last()', 'generate(1, true, $ + 1).count()'],
  ...['generateMany(1, [$, $])', 'range(1000000000).select({a => $}).last()', 'range(1000000000).toSet()'],
  ...['def(f, f($) + 1) -> f(1)', 'def(f, switch($ < 1 => 1, true => f($ - 1) + f($ - 1))) -> f(100)'],
  ...['range(3000).join(range(3000), $1 = $2, [$1, $2]).count()', 'range(1000000).orderBy(-$).first()'],
  ...[
    'let(t => $.text) -> range(1000000).select($t.indexOf(y))',
    "let(t => $.text) -> range(1000000).select($t < $t + 'a')",
  ],
  // patterns that try everything
  ...["'a' * 100000 =~ '(a*)*b'", "regex('(x+x+)+y').search($.text)", "regex('(x|xx)+$').search($.text + 'y')"],
  ...["$.text =~ '(.*)(.*)(.*)(.*)y'", "regex('x{1,60000}y').search($.text)", "range(100000).select(regex('a' * 500))"],
  // more than fits
  ...["'a' * 1000000000", "range(60).aggregate($1 + $2 + $1, 'ab')", 'range(60).aggregate([$1, $1], [1])'],
  ...[
    'pow(2, 1000000000)',
    'shiftBitsLeft(1, 1000000000)',
    "'{:999999999}'.format(1)",
    'range(1000).select(pow(3, 10000 + $))',
  ],
  ...['json_dump(range(40).aggregate([$1, $1], [1]))', bomb, "yaml_parse('[' * 100000)", "json_parse('[' * 100000)"],
  // nested too deeply, or too long
  ...['json_dump($.deep)', '$.deep = json_parse(json_dump($.deep))', `${'('.repeat(9000)}1${')'.repeat(9000)}`],
  ...[`${'['.repeat(9000)}1${']'.repeat(9000)}`, `${'not '.repeat(9000)}1`, `1${' + 1'.repeat(9000)}`],
  ...[
    `[${'1, '.repeat(300_000)}1]`,
    `1${' + 1'.repeat(250_000)}`,
    `${'('.repeat(1 << 20)}`,
    `$${'.a'.repeat(500_000)}`,
  ],
  `'${'a'.repeat(1 << 20)}`,
].map((expression) => `<% ${expression} %>`);

const jinja = [
  ...names.flatMap((name) => [`_.${name}`, `_['${name}']`, `_.text.${name}`, `_ | attr('${name}')`, `range.${name}`]),
  ..."''.__class__.__mro__ | range.__globals__ | _.text.constructor('return 1')() | '{0.__class__}'.format(_)".split(
    ' | ',
  ),
  ...["'a' * 999999999", '[0] * 999999999', '2 ** 99999999', "'a'.center(999999999)", "'%999999999d' % 1"],
  ...["'{:999999999}'.format(1)", 'range(1000000000) | list', 'lipsum(n=100000)', `('9' * 9000000) | int`],
  ...['_.deep | tojson', "'[' * 100000 | json_parse", '(_.text * 3).split("x") | length', `${bomb} | string`],
  ...[`${'('.repeat(9000)}1${')'.repeat(9000)}`, `${'['.repeat(9000)}1${']'.repeat(9000)}`, `${'-'.repeat(9000)}1`],
  ...[
    `1${' + 1'.repeat(9000)}`,
    `[${'1,'.repeat(500_000)}]`,
    `_${'.a'.repeat(500_000)}`,
    `1${' if 1 else 1'.repeat(90_000)}`,
  ],
  `'${'a'.repeat(1 << 20)}`,
].map((expression) => `{{ ${expression} }}`);

const templates = [
  '{% for i in range(99999) %}{% for j in range(99999) %}{{ i }}{% endfor %}{% endfor %}',
  '{% for i in _.numbers %}{{ "y" in _.text }}{{ _.text.find("y") }}{{ _.text | first }}{% endfor %}',
  '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
  '{% macro m(n) %}{{ m(n - 1) ~ m(n - 1) if n else 1 }}{% endmacro %}{{ m(60) }}',
  "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}",
  '{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}',
  '{% set l = [] %}{{ l.append(l) }}{{ l }}',
  '{% block a %}{{ self.a() }}{% endblock %}{{ 1 }}',
  '{{ 1 }}{% for x in [1] %}'.repeat(3000),
  `${'{% if 1 %}'.repeat(5000)}{{ 1 }}${'{% endif %}'.repeat(5000)}`,
  '{{ 1 }}'.repeat(150_000),
];

/** Texts of which each asks for more than an evaluation may take, or for what no expression may reach. */
export const HOSTILE_EXPRESSIONS: readonly string[] = [...yaql, ...jinja, ...templates];

function nested(depth: number): Value {
  let value: Value = {};
  for (let index = 0; index < depth; index++) value = { a: value };
  return value;
}
