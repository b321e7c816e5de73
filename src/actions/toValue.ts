import { Dict, Float, looksLikeIndex, setOwn, type Value } from '../base/json.ts';

/** Thrown when something an action returned is not data. */
export class NotSerialisable extends Error {
  constructor(
    what: string,
    readonly path: string,
  ) {
    super(`the result holds ${what}${path ? ` at ${path}` : ''}, which cannot be stored`);
  }
}

/** As deep as the parser of stored values reads. */
const DEPTH_LIMIT = 1000;

/**
 * What an action returned, as a value that can be stored; throws `NotSerialisable`.
 *
 * `undefined` becomes null (as a member it is left out, as in JSON), dates become ISO text, maps dictionaries, sets lists.
 * A JavaScript number with an integral value is an integer: whoever means 2.0 hands through what came in, or `ctx.json`.
 */
export function toValue(given: unknown): Value {
  return convert(given, '', 0);
}

function convert(given: unknown, path: string, depth: number): Value {
  if (depth > DEPTH_LIMIT) throw new NotSerialisable('a cycle, or too deep a nesting,', `${path.slice(0, 40)}…`);
  switch (typeof given) {
    case 'undefined':
      return null;
    case 'boolean':
    case 'string':
      return given;
    case 'number':
      return convertNumber(given);
    case 'bigint':
      return Number.isSafeInteger(Number(given)) ? Number(given) : given;
    case 'object':
      return given === null ? null : convertObject(given, path, depth);
    default:
      throw new NotSerialisable(`a ${typeof given}`, path);
  }
}

/** A number too large to be exact can only have been meant as floating-point. */
function convertNumber(given: number): Value {
  return Number.isSafeInteger(given) ? given + 0 : Float.of(given);
}

function convertObject(given: object, path: string, depth: number): Value {
  if (given instanceof Float) return given;
  if (Array.isArray(given)) return given.map((item, index) => convert(item, `${path}[${index}]`, depth + 1));
  if (given instanceof Date) return dateText(given, path);
  if (given instanceof Map) return convertMap(given, path, depth);
  if (given instanceof Set) return convert([...given], path, depth);
  if ('toJSON' in given && typeof given.toJSON === 'function') return convert(given.toJSON(), path, depth + 1);
  if (!isPlain(given)) throw new NotSerialisable(`an object of class ${given.constructor?.name || '?'}`, path);
  return dictionary(Object.entries(given), path, depth);
}

function convertMap(given: ReadonlyMap<unknown, unknown>, path: string, depth: number): Value {
  const entries = [...given];
  if (entries.every((entry): entry is [string, unknown] => typeof entry[0] === 'string')) {
    return dictionary(entries, path, depth);
  }
  return new Dict(
    entries.map(([key, member]) => [
      convert(key, path, depth + 1),
      convert(member, `${path}.${String(key)}`, depth + 1),
    ]),
  );
}

function dictionary(entries: readonly [string, unknown][], path: string, depth: number): Value {
  const kept = entries
    .filter(([, member]) => member !== undefined)
    .map(([key, member]): [string, Value] => [key, convert(member, path ? `${path}.${key}` : key, depth + 1)]);
  if (kept.some(([key]) => looksLikeIndex(key))) return new Dict(kept);
  const object: Record<string, Value> = {};
  for (const [key, member] of kept) setOwn(object, key, member);
  return object;
}

/** Also an object of another realm, such as a sandbox. */
function isPlain(given: object): boolean {
  const prototype = Object.getPrototypeOf(given) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function dateText(given: Date, path: string): string {
  if (Number.isNaN(given.getTime())) throw new NotSerialisable('an invalid date', path);
  return given.toISOString();
}
