import type { Routine } from '../runtime/Run.ts';
import { routines } from '../runtime/routine.ts';
import { DICT_METHODS, KEYS_METHODS } from './dictionaries.ts';
import { markupMethods } from './markup.ts';
import { FLOAT_METHODS, INTEGER_METHODS } from './numbers.ts';
import { LIST_METHODS, SEQUENCE_METHODS } from './sequences.ts';
import { TEXT_FORMS } from './textForms.ts';
import { TEXT_PARTS } from './textParts.ts';
import { TEXT_SEARCH } from './textSearch.ts';

const text = routines(TEXT_FORMS, TEXT_PARTS, TEXT_SEARCH);

/** The methods values have, by the name of their type. What is not here cannot be called. */
export const METHODS: ReadonlyMap<string, ReadonlyMap<string, Routine>> = new Map([
  ['str', text],
  ['Markup', markupMethods(text)],
  ['list', routines(LIST_METHODS)],
  ['tuple', routines(SEQUENCE_METHODS)],
  ['range', routines(SEQUENCE_METHODS)],
  ['dict', routines(DICT_METHODS)],
  ['dict_keys', routines(KEYS_METHODS)],
  ['dict_items', routines(KEYS_METHODS)],
  ['int', routines(INTEGER_METHODS)],
  ['bool', routines(INTEGER_METHODS)],
  ['float', routines(FLOAT_METHODS)],
]);
