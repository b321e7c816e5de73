import type { Dice } from '../Dice.ts';

type Make = (dice: Dice, depth: number) => string;

const words = (text: string): readonly string[] => text.split(' ');

const CONSTANTS = [
  '0',
  '1',
  '-1',
  '2.5',
  "'a'",
  "''",
  '"x y"',
  'true',
  'null',
  'none',
  '99999999999',
  '1e9',
  "'é🐎'",
  "'<&>'",
];
const YAQL_FUNCTIONS = words(
  'where select map filter orderBy groupBy toList toDict toSet len sum max min first last any all join distinct skip take zip ' +
    'range sequence repeat cycle generate generateMany accumulate aggregate slice sliceWhere splitWhere splitAt reverse flatten ' +
    'split replace regex search searchAll matches str int float bool list set dict keys values items get delete insert format ' +
    'datetime timespan now let with def switch coalesce examine mergeWith indexOf toUpper trim substring isEmpty hex pow round ' +
    'json_parse json_dump json_pp yaml_parse yaml_dump task tasks env execution uuid constructor __proto__ call assert unpack',
);
const JINJA_FILTERS = words(
  'abs attr batch capitalize center count default dictsort escape filesizeformat first float forceescape format groupby indent ' +
    'int items join last length list lower map max min pprint random reject rejectattr replace reverse round safe select ' +
    'selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap ' +
    'xmlattr json_dump json_parse yaml_dump yaml_parse constructor __proto__',
);
const JINJA_METHODS = words(
  'upper split join replace find format items keys values get pop update append extend insert sort reverse index count strip ' +
    'splitlines zfill partition title isdigit encode translate copy clear setdefault hex __class__ constructor',
);
const JINJA_TESTS = words(
  'defined none odd even in string mapping iterable divisibleby(2) eq(1) upper callable sameas(1)',
);
const NOISE = [
  ...'()[]{}<>%$._,:|=!~+-*/\'"`\\ \n#&@?é\0',
  '%>',
  '<%',
  '{{',
  '}}',
  '{%',
  '%}',
  '=>',
  '->',
  '?.',
  '\ud800',
  '🐎',
];

const yaql: Make = (dice, depth) => {
  const inner = () => yaql(dice, depth - 1);
  if (depth <= 0) return dice.pick([...CONSTANTS, '$', '$.a', '$.list', '$.text', '$.map', '$1', '$x', 'word']);
  const name = dice.pick(YAQL_FUNCTIONS);
  return dice.pick<() => string>([
    () => `${inner()}.${name}(${list(dice, inner)})`,
    () => `${name}(${list(dice, inner)})`,
    () => `(${inner()} ${dice.pick(words('+ - * / mod = != < > <= >= in and or =~ !~ -> . ?.'))} ${inner()})`,
    () => `[${list(dice, inner)}]`,
    () => `{${inner()} => ${inner()}}`,
    () => `${inner()}[${inner()}]`,
    () => `${name}(${inner()}, ${dice.pick(['selector', 'default', 'key', 'count', 'start'])} => ${inner()})`,
    () => `${dice.pick(['not ', '-', '+'])}${inner()}`,
  ])();
};

const jinja: Make = (dice, depth) => {
  const inner = () => jinja(dice, depth - 1);
  if (depth <= 0)
    return dice.pick([...CONSTANTS, '_', '_.a', '_.list', '_.text', '_.map', 'range(5)', 'missing', 'x', 'loop']);
  return dice.pick<() => string>([
    () => `(${inner()}) | ${dice.pick(JINJA_FILTERS)}${dice.chance(0.5) ? `(${list(dice, inner)})` : ''}`,
    () => `(${inner()}).${dice.pick(JINJA_METHODS)}(${list(dice, inner)})`,
    () => `(${inner()} ${dice.pick(words('+ - * / // % ** == != < > <= >= in and or ~'))} ${inner()})`,
    () => `${inner()} is ${dice.pick(JINJA_TESTS)}`,
    () => `[${list(dice, inner)}]`,
    () => `{${inner()}: ${inner()}}`,
    () => `(${inner()})[${inner()}${dice.chance(0.4) ? `:${inner()}` : ''}]`,
    () => `(${inner()} if ${inner()} else ${inner()})`,
  ])();
};

function statement(dice: Dice, depth: number): string {
  const body = () => (depth <= 0 ? `{{ ${jinja(dice, 1)} }}` : statement(dice, depth - 1));
  const value = () => jinja(dice, 1);
  return dice.pick<() => string>([
    () => `{% for x in ${value()} %}${body()}{{ loop.index }}{% else %}-{% endfor %}`,
    () => `{% if ${value()} %}${body()}{% else %}${body()}{% endif %}`,
    () => `{% set x = ${value()} %}${body()}{{ x }}`,
    () => `{% macro m(a, b=${value()}) %}${body()}{{ a }}{% endmacro %}{{ m(${value()}) }}`,
    () => `{% filter ${dice.pick(JINJA_FILTERS)} %}${body()}{% endfilter %}`,
    () => `{% with x = ${value()} %}${body()}{% endwith %} {{- ${value()} -}} `,
  ])();
}

function list(dice: Dice, item: () => string): string {
  return Array.from({ length: dice.below(3) }, item).join(', ');
}

/** A text with expressions: mostly in the grammar of their language, now and then damaged. */
export function randomExpression(dice: Dice): string {
  const depth = 1 + dice.below(4);
  const text = dice.pick<() => string>([
    () => `<% ${yaql(dice, depth)} %>`,
    () => `{{ ${jinja(dice, depth)} }}`,
    () => `${statement(dice, 2)}{{ 1 }}`,
    () => `a <% ${yaql(dice, 1)} %> b <% ${yaql(dice, 2)} %>`,
  ])();
  return dice.chance(0.3) ? damaged(dice, text) : text;
}

const KEYS = words(
  'version w name tasks type input output vars task-defaults action workflow with-items publish retry join on-success on-error ' +
    'on-complete on-skip next requires wait-before timeout concurrency base base-input workflows actions count delay __proto__ t u',
);
const SCALARS = [
  ...[
    "'2.0'",
    '2.0',
    'direct',
    'reverse',
    'all',
    '1',
    'null',
    '~',
    'true',
    'std.echo output=1',
    '<% $.x %>',
    '{{ _.x }}',
  ],
  ...[
    'i in <% $.l %>',
    't',
    'u',
    'fail msg="x"',
    '*a',
    '&a x',
    '!!str 1',
    '|\n    x',
    '"\\x41"',
    "'it''s'",
    '2024-01-01',
    '[]',
    '{}',
  ],
];

/** A definition: keys of the language in some order over some values, now and then damaged. */
export function randomDefinition(dice: Dice): string {
  const text = `version: '2.0'\nw:\n  tasks:\n    t: {action: x}\n${block(dice, 3, dice.pick([0, 2, 4]))}`;
  return dice.chance(0.4) ? damaged(dice, text) : text;
}

function block(dice: Dice, depth: number, indent: number): string {
  const margin = ' '.repeat(indent);
  return Array.from({ length: 1 + dice.below(4) }, () => {
    if (depth === 0 || dice.chance(0.5)) return `${margin}${dice.pick(KEYS)}: ${dice.pick(SCALARS)}\n`;
    if (dice.chance(0.3)) return `${margin}${dice.pick(KEYS)}: [${list(dice, () => dice.pick(SCALARS))}]\n`;
    if (dice.chance(0.2)) return `${margin}- ${dice.pick(SCALARS)}\n`;
    return `${margin}${dice.pick(KEYS)}:\n${block(dice, depth - 1, indent + 2)}`;
  }).join('');
}

/** Some characters more, fewer or moved. */
function damaged(dice: Dice, text: string): string {
  let result = text;
  for (let count = 1 + dice.below(3); count > 0; count--) {
    const at = dice.below(result.length + 1);
    const part = dice.chance(0.5) ? dice.pick(NOISE) : text.slice(at, at + dice.below(9));
    const to = dice.below(result.length + 1);
    result = result.slice(0, to) + part + result.slice(dice.chance(0.5) ? to : to + dice.below(4));
  }
  return result;
}
