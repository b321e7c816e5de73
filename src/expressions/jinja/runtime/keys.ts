import { Dict, type Value } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { type Dictionary, dictGet, isDictionary } from '../../values/dictionaries.ts';
import { identityOf } from '../../values/identity.ts';
import { Markup } from '../things/Markup.ts';
import { isList, type Thing, typeName } from '../things/Thing.ts';
import { ThingSet } from '../things/ThingSet.ts';
import { Tuple } from '../things/Tuple.ts';
import { Nothing, Undefined } from '../things/Undefined.ts';

/** A primitive or object that is the same for two things exactly when they are the same key. Fails for what cannot be one. */
export function keyIdentity(key: Thing): unknown {
  if (key instanceof Markup) return identityOf(key.value);
  if (key instanceof Tuple) return identityOf(plain(key));
  if (key instanceof Nothing) return key;
  if (key instanceof Undefined) return key.fail();
  if (isList(key) || isDictionary(key) || key instanceof ThingSet)
    throw new Failure(`unhashable type: '${typeName(key)}'`);
  return identityOf(key);
}

/** The member under that key, `undefined` where there is none. */
export function memberOf(dictionary: Dictionary, key: Thing): Thing | undefined {
  const wanted = bare(key);
  if (typeof wanted === 'string') return get(dictionary, wanted);
  const found = alike(dictionary, key);
  return found === undefined ? undefined : get(dictionary, found);
}

/** Sets a member; a key that is equal to one there keeps that one, as in Python. */
export function setMember(dict: Dict, key: Thing, value: Thing): void {
  dict.set(alike(dict, key) ?? bare(key), value as Value);
}

export function deleteMember(dict: Dict, key: Thing): void {
  const found = alike(dict, key);
  if (found !== undefined) dict.delete(found);
}

/** A new dictionary; of equal keys the first keeps its place and the last its value. */
export function dictFrom(entries: Iterable<readonly [Thing, Thing]>): Dict {
  const members = new Map<unknown, [Value, Value]>();
  for (const [key, value] of entries) {
    const identity = keyIdentity(key);
    const known = members.get(identity);
    if (known) known[1] = value as Value;
    else members.set(identity, [bare(key), value as Value]);
  }
  return new Dict(members.values());
}

/** The key of the dictionary that is equal to this one. */
function alike(dictionary: Dictionary, key: Thing): Value | undefined {
  const wanted = bare(key);
  if (typeof wanted === 'string') return get(dictionary, wanted) === undefined ? undefined : wanted;
  const identity = keyIdentity(key);
  if (!(dictionary instanceof Dict)) return undefined;
  if (typeof wanted === 'number' && dictionary.has(wanted)) return wanted;
  for (const other of dictionary.keys()) if (keyIdentity(other) === identity) return other;
  return undefined;
}

function get(dictionary: Dictionary, key: Value): Value | undefined {
  return dictionary instanceof Dict ? dictionary.get(key) : dictGet(dictionary, key);
}

function bare(key: Thing): Value {
  return (key instanceof Markup ? key.value : key) as Value;
}

function plain(key: Thing): unknown {
  if (key instanceof Tuple) return key.items.map(plain);
  if (isList(key) || isDictionary(key) || key instanceof Undefined) return keyIdentity(key);
  return key instanceof Markup ? key.value : key;
}
