import type { Scalar } from 'yaml';
import { Float, type Value } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import { integer } from '../values/numbers.ts';

const STANDARD = 'tag:yaml.org,2002:';
const KINDS: ReadonlySet<string> = new Set(['str', 'bool', 'int', 'float', 'null', 'timestamp', 'map', 'seq']);

/** The kinds a plain YAML 1.1 scalar is recognised as, with the forms PyYAML knows them by. */
const FORMS: readonly [kind: string, form: RegExp][] = [
  ['bool', /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  [
    'float',
    /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    'int',
    /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  ['null', /^(?:~|null|Null|NULL|)$/],
  ['merge', /^<<$/],
  ['value', /^=$/],
  [
    'timestamp',
    /^(?:\d{4}-\d{2}-\d{2}|\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d{2})?))?)$/,
  ],
];

/** What a plain text would be read as: `str` unless it has the form of something else. */
export function kindOfPlain(text: string): string {
  return FORMS.find(([, form]) => form.test(text))?.[0] ?? 'str';
}

/** The kind that a tag asks for, if any; tags of programs' own are refused. */
export function kindOfTag(tag: string | undefined): string | undefined {
  if (!tag || tag === '!') return undefined;
  const kind = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : '';
  if (!KINDS.has(kind)) throw new Failure('The YAML text has a tag that is not known');
  return kind;
}

/** The value of a scalar. Times stay text: there is no time among the values. */
export function yamlScalar(node: Scalar): Value {
  const text = node.value === null || node.value === undefined ? '' : String(node.value);
  const kind = kindOfTag(node.tag);
  if (kind === undefined && (node.type !== 'PLAIN' || node.tag === '!')) return text;
  const read = READERS[kind ?? kindOfPlain(text)];
  return read ? read(text) : text;
}

const READERS: Readonly<Record<string, (text: string) => Value>> = {
  null: () => null,
  bool: (text) => /^(?:yes|true|on)$/i.test(text),
  int: readInteger,
  float: readFloat,
};

function readInteger(text: string): Value {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  const sign = text.startsWith('-') ? -1n : 1n;
  if (digits.includes(':'))
    return integer(sign * digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n));
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return integer(sign * BigInt(octal));
}

function readFloat(text: string): Value {
  const lower = text.replaceAll('_', '').toLowerCase();
  const sign = lower.startsWith('-') ? -1 : 1;
  const digits = lower.replace(/^[-+]/, '');
  if (digits === '.inf') return new Float(sign * Number.POSITIVE_INFINITY);
  if (digits === '.nan') return new Float(Number.NaN);
  return Float.of(sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
}
