/** `.name` and `[index]`, with the sandbox's refusals. Only what is listed here or in the tables of methods can be reached. */
import { Float } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { characters } from '../../values/characters.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { isInteger, numberOf } from '../../values/numbers.ts';
import { pythonRepr } from '../../values/pythonText.ts';
import { Callable } from '../things/Callable.ts';
import { Markup } from '../things/Markup.ts';
import { Members } from '../things/Members.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';
import { memberOf } from './keys.ts';
import type { Run } from './Run.ts';

/** What every Python object has; the sandbox hides it. */
const HIDDEN = new Set(
  (
    'class delattr dict dir doc eq format ge getattribute getstate gt hash init init_subclass le lt module ne new reduce ' +
    'reduce_ex repr setattr sizeof slots str subclasshook weakref call globals code closure name qualname self func defaults ' +
    'kwdefaults annotations add contains getitem iter len mul mod rmod rmul getnewargs reversed setitem delitem iadd imul or ' +
    'ror ior class_getitem mro bases base subclasses builtins wrapped'
  )
    .split(' ')
    .map((name) => `__${name}__`),
);

/** `object.name`: an attribute or method first, a member of that name else. */
export function attributeOf(run: Run, object: Thing, name: string): Thing {
  if (object instanceof Undefined) return object.fail();
  const current = run.copies.current(object);
  const attribute = ownAttribute(run, current, name);
  if (attribute !== undefined) return attribute;
  const member = isDictionary(current) ? memberOf(current, name) : undefined;
  return member === undefined ? noAttribute(current, name) : run.copies.current(member);
}

/** `object[index]`: an item first, an attribute of that name else. `isNamed`: the template itself spells the index out. */
export function itemOf(run: Run, object: Thing, index: Thing, isNamed = false): Thing {
  if (object instanceof Undefined) return object.fail();
  const current = run.copies.current(object);
  run.reads(current);
  const item = itemAt(current, index);
  if (item !== undefined) return run.copies.current(item);
  const name = textOf(index);
  if (name === undefined) return noElement(current, isNamed ? index : undefined);
  const attribute = ownAttribute(run, current, name);
  return attribute === undefined ? noAttribute(current, isNamed ? name : undefined) : attribute;
}

/** Whether there is an attribute of that name, members of dictionaries not counted. */
export function ownAttribute(run: Run, object: Thing, name: string): Thing | undefined {
  if (name.startsWith('__') && HIDDEN.has(name) && !(object instanceof Members && object.member(name) !== undefined)) {
    return new Undefined(`access to attribute '${name}' of '${typeName(object)}' object is unsafe.`);
  }
  const type = typeName(object);
  const method = run.library.methods.get(type)?.get(name);
  if (method) {
    const call = (given: Parameters<Callable['call']>[0]) => {
      run.budget.step();
      return method.run(run, object, given);
    };
    return new Callable(name, call, 'builtin_function_or_method', `built-in method ${name} of ${type} object at 0x0`);
  }
  return property(object, name);
}

function property(object: Thing, name: string): Thing | undefined {
  if (object instanceof Members) return object.member(name);
  if (object instanceof Callable) return object.members.get(name);
  if (object instanceof Tuple) return object.items[object.names.indexOf(name)];
  if (object instanceof Range) return ['start', 'stop', 'step'].includes(name) ? object[name as 'start'] : undefined;
  const number = numberOf(object);
  if (number === undefined) return undefined;
  if (name === 'real') return number;
  if (name === 'imag') return isInteger(number) ? 0 : new Float(0);
  if (!isInteger(number)) return undefined;
  return name === 'numerator' ? number : name === 'denominator' ? 1 : undefined;
}

function itemAt(object: Thing, index: Thing): Thing | undefined {
  if (isDictionary(object)) return isHashable(index) ? memberOf(object, index) : undefined;
  const number = typeof index === 'boolean' ? Number(index) : index;
  if (typeof number !== 'number' || !isInteger(number)) return undefined;
  const text = textOf(object);
  if (text !== undefined) {
    const character = at(characters(text), number);
    return object instanceof Markup && character !== undefined ? new Markup(character) : character;
  }
  if (isList(object)) return at(object, number);
  if (object instanceof Tuple) return at(object.items, number);
  if (!(object instanceof Range)) return undefined;
  const place = number < 0 ? number + object.length : number;
  return place >= 0 && place < object.length ? object.at(place) : undefined;
}

function at<T>(items: ArrayLike<T>, index: number): T | undefined {
  return items[index < 0 ? index + items.length : index];
}

function isHashable(key: Thing): boolean {
  return !isList(key) && !isDictionary(key);
}

/** Names that come from data are left out of the message. */
function noAttribute(object: Thing, name: string | undefined): Undefined {
  const what = name === undefined ? 'no such attribute' : `no attribute '${name}'`;
  return new Undefined(`'${describe(object)}' has ${what}`);
}

function noElement(object: Thing, index: Thing | undefined): Undefined {
  const what = index === undefined ? 'no such element' : `no element ${pythonRepr(index)}`;
  return new Undefined(`${describe(object)} has ${what}`);
}

function describe(object: Thing): string {
  return object === null ? 'None' : `${typeName(object)} object`;
}

/** Calls whatever may be called. */
export function callThing(run: Run, callee: Thing, given: Parameters<Callable['call']>[0]): Thing {
  run.budget.step();
  if (callee instanceof Callable) return run.budget.nested(() => callee.call(given));
  if (callee instanceof Undefined) return callee.fail();
  const call = callee instanceof Members ? callee.member('__call__') : undefined;
  if (call instanceof Callable) return run.budget.nested(() => call.call(given));
  throw new Failure(`'${typeName(callee)}' object is not callable`);
}
