import { Dict, keyText, stringifyJson, type Value } from '../base/json.ts';

/** The JSON text of a value on several lines, for people to read. As lossless as `stringifyJson`. */
export function indentedJson(value: Value, margin = ''): string {
  const inner = `${margin}  `;
  if (Array.isArray(value)) {
    return block(
      '[]',
      value.map((item) => indentedJson(item, inner)),
      margin,
    );
  }
  const entries = entriesOf(value);
  if (!entries) return stringifyJson(value);
  return block(
    '{}',
    entries.map(([key, member]) => `${JSON.stringify(key)}: ${indentedJson(member, inner)}`),
    margin,
  );
}

function entriesOf(value: Value): [string, Value][] | undefined {
  if (value instanceof Dict) return Array.from(value, ([key, member]) => [keyText(key), member]);
  const isPlain = value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? Object.entries(value as Readonly<Record<string, Value>>) : undefined;
}

function block(brackets: string, parts: readonly string[], margin: string): string {
  const [opening, closing] = [...brackets] as [string, string];
  if (parts.length === 0) return brackets;
  return `${opening}\n${parts.map((part) => `${margin}  ${part}`).join(',\n')}\n${margin}${closing}`;
}
