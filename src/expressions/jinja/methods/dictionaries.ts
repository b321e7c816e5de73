/** Methods of dictionaries. Those that change one change this evaluation's copy of it. */
import type { Dict } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { type Dictionary, dictEntries } from '../../values/dictionaries.ts';
import { contains } from '../runtime/comparison.ts';
import { iterate } from '../runtime/iteration.ts';
import { deleteMember, dictFrom, memberOf, setMember } from '../runtime/keys.ts';
import { pairsOf } from '../runtime/pairs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes, takesAny } from '../runtime/routine.ts';
import { DictView } from '../things/DictView.ts';
import type { Thing } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

const viewed = (kind: DictView['kind']): Routine =>
  takes('', (run, dict) => new DictView(kind, () => run.copies.settled(dict) as Dictionary));

export const DICT_METHODS: Readonly<Record<string, Routine>> = {
  keys: viewed('keys'),
  values: viewed('values'),
  items: viewed('items'),
  get: takes('/key /default?', (run, dict, key, otherwise: Thing = null) => {
    const value = memberOf(dict as Dictionary, key);
    return value === undefined ? otherwise : run.copies.current(value);
  }),
  copy: takes('', (run, dict) => run.copies.adopt(dictFrom(dictEntries(dict as Dictionary)))),
  pop: takes('/key /default?', (run, dict, key, otherwise?: Thing) => {
    const own = run.copies.dict(dict as Dictionary);
    const value = memberOf(own, key);
    deleteMember(own, key);
    if (value !== undefined) return value;
    if (otherwise === undefined) throw new Failure('the dictionary has no such key');
    return otherwise;
  }),
  popitem: takes('', (run, dict) => {
    const own = run.copies.dict(dict as Dictionary);
    const last = [...own].at(-1);
    if (!last) throw new Failure('popitem(): dictionary is empty');
    own.delete(last[0]);
    return new Tuple(last);
  }),
  setdefault: takes('/key /default?', (run, dict, key, otherwise: Thing = null) => {
    const own = run.copies.dict(dict as Dictionary);
    const known = memberOf(own, key);
    if (known !== undefined) return known;
    setMember(own, key, otherwise);
    return otherwise;
  }),
  update: takesAny((run, dict, { positional, keywords }) => {
    if (positional.length > 1) throw new Failure(`update expected at most 1 argument, got ${positional.length}`);
    const own = run.copies.dict(dict as Dictionary);
    for (const source of positional) setAll(run, own, pairsOf(run, source));
    setAll(run, own, keywords);
    return null;
  }),
  clear: takes('', (run, dict) => {
    run.copies.dict(dict as Dictionary).clear();
    return null;
  }),
  fromkeys: takes('/iterable /value?', (run, _dict, keys, value: Thing = null) =>
    run.copies.adopt(dictFrom(Array.from(iterate(run, keys), (key) => [key, value] as const))),
  ),
};

export const KEYS_METHODS: Readonly<Record<string, Routine>> = {
  isdisjoint: takes('/other', (run, view, other) => {
    for (const item of iterate(run, other)) if (contains(run, view, item)) return false;
    return true;
  }),
};

function setAll(run: Run, dict: Dict, members: Iterable<readonly [Thing, Thing]>): void {
  for (const [key, value] of members) {
    run.budget.element();
    setMember(dict, key, value);
  }
}
