/**
 * What a Jinja expression works on: the values of workflows, and the things that exist only while a template is evaluated
 * (texts marked as safe, tuples, generators, macros, ...), each a subclass of `Opaque`.
 */
import { Dict, Float } from '../../../base/json.ts';
import type { Lookup } from '../../Scope.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { isInteger } from '../../values/numbers.ts';
import { Opaque } from '../../values/Opaque.ts';
import { Markup } from './Markup.ts';

export type Thing =
  | null
  | boolean
  | string
  | number
  | bigint
  | Float
  | readonly Thing[]
  | { readonly [key: string]: Thing }
  | Dict
  | Lookup
  | Opaque;

/** A thing with a name for its type, as messages and `repr` show it. */
export abstract class Named extends Opaque {
  abstract readonly typeName: string;

  override repr(_write: (value: unknown) => string): string {
    return `<${this.typeName} object at 0x0>`;
  }
}

/** Python's name for the type. */
export function typeName(thing: Thing): string {
  if (thing === null) return 'NoneType';
  if (typeof thing === 'boolean') return 'bool';
  if (typeof thing === 'string') return 'str';
  if (typeof thing === 'number' || typeof thing === 'bigint') return isInteger(thing) ? 'int' : 'float';
  if (thing instanceof Float) return 'float';
  if (Array.isArray(thing)) return 'list';
  if (thing instanceof Named || thing instanceof Markup) return thing.typeName;
  return isDictionary(thing) || thing instanceof Dict ? 'dict' : 'object';
}

/** The text of a text, marked as safe or not; `undefined` for everything else. */
export function textOf(thing: Thing | undefined): string | undefined {
  if (typeof thing === 'string') return thing;
  return thing instanceof Markup ? thing.value : undefined;
}

export function isList(thing: Thing | undefined): thing is readonly Thing[] {
  return Array.isArray(thing);
}
