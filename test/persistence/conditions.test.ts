import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import {
  allOf,
  type Condition,
  compares,
  equals,
  isNull,
  isOneOf,
  not,
} from '../../src/persistence/reads/Condition.ts';
import { type Columns, holds } from '../../src/persistence/reads/holds.ts';
import { whereHolds } from '../../src/persistence/reads/whereHolds.ts';
import type { ExecutionRow } from '../../src/persistence/rows.ts';
import { Dice } from '../support/Dice.ts';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

const NAMES = ['a', 'A', 'b', 'ä', 'a%', 'a_b', 'a\\b', '', 'Z', 'ab', '\u{1F600}', 'zz'];
const STATES = ['RUNNING', 'SUCCESS', 'ERROR'];
const NOTES = [null, 'a', 'b%', 'why'];
const TIMES = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 0, day)));
const INPUTS = [
  '{"n": 1, "text": "b", "list": [1, "x", null], "deep": {"0": "zero", "k.e": true}}',
  '{"n": 2.0, "text": "B", "list": []}',
  '{"n": "2", "text": null, "list": "x"}',
  '{"n": 12345678901234567890, "flag": true, "list": [[1], 2]}',
  '{"n": -1.5e3, "flag": false, "deep": {"0": 0}}',
  '{"special": NaN, "n": 1}',
  '{"zero": "\\u0000", "n": 1}',
  '{}',
];

/** The place of the one that PostgreSQL cannot look into. It must not make the others unreadable. */
const UNREADABLE = INPUTS.findIndex((text) => text.includes('u0000'));

const COLUMNS = { workflow_name: NAMES, state: STATES, description: NOTES, created_at: TIMES } as const;
type Column = keyof typeof COLUMNS;

function rowOf(n: number): ExecutionRow {
  const pick = <T>(values: readonly T[], step: number) => values[Math.floor(n / step) % values.length] as T;
  const id = newId();
  return {
    ...{ id, project_id: 'p', workflow_id: 'w', workflow_namespace: '', revision: 1, state_info: null },
    ...{
      params: '{}',
      context: '{}',
      output: null,
      runtime: '{}',
      root_id: id,
      parent_task_id: null,
      item_index: null,
    },
    ...{
      accepted: n % 2 === 0,
      idempotency_key: null,
      request_hash: null,
      trigger_id: null,
      discarded_at: null,
      source_id: null,
      starts_at: null,
      triggered_by: null,
      updated_at: new Date(),
      finished_at: null,
    },
    workflow_name: pick(NAMES, 1),
    state: pick(STATES, 3),
    description: pick(NOTES, 5),
    created_at: pick(TIMES, 2),
    input: pick(INPUTS, 1),
  };
}

/** A condition of a random form. */
function randomCondition(dice: Dice, depth: number): Condition {
  const kind = dice.pick(depth > 0 ? ['and', 'or', 'not', 'leaf', 'leaf'] : ['leaf']);
  const some = () => Array.from({ length: dice.below(4) }, () => randomCondition(dice, depth - 1));
  if (kind === 'and' || kind === 'or') return { kind, of: some() };
  if (kind === 'not') return not(randomCondition(dice, depth - 1));
  const column = dice.pick(Object.keys(COLUMNS)) as Column;
  const value = dice.pick((COLUMNS[column] as readonly (string | Date | null)[]).filter((each) => each !== null));
  switch (dice.pick(['compare', 'in', 'null', 'like'])) {
    case 'compare':
      return compares(column, dice.pick(['=', '<>', '<', '<=', '>', '>='] as const), value);
    case 'in':
      return isOneOf(column, dice.pick([[], [value], [value, ...COLUMNS[column].filter((each) => each !== null)]]));
    case 'null':
      return isNull(column);
    default:
      return {
        kind: 'like',
        column: 'workflow_name',
        at: dice.pick(['start', 'anywhere'] as const),
        text: dice.pick(NAMES),
      };
  }
}

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(`conditions on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let test: TestDatabase;
    let database: Database;
    const rows = Array.from({ length: 120 }, (_, n) => rowOf(n));
    beforeAll(async () => {
      test = await server.create();
      database = await openDatabase(test.url);
      await database.dataSource.getRepository('execution').insert(rows);
    });
    afterAll(async () => {
      await database.close();
      await test.drop();
    });

    async function found(condition: Condition): Promise<Set<string>> {
      const query = database.dataSource
        .getRepository<ExecutionRow>('execution')
        .createQueryBuilder('row')
        .select('row.id');
      whereHolds(query, condition);
      return new Set((await query.getMany()).map(({ id }) => id));
    }

    it('hold of the same rows, whether the database is asked or the row is at hand', async () => {
      const dice = new Dice(7);
      for (let n = 0; n < 120; n++) {
        const condition = randomCondition(dice, 3);
        const expected = rows.filter((row) => holds(condition, row as unknown as Columns)).map(({ id }) => id);
        expect(await found(condition), JSON.stringify(condition)).toEqual(new Set(expected));
      }
    });

    const json = (path: string[], test: Extract<Condition, { kind: 'json' }>['test']): Condition => ({
      ...{ kind: 'json', column: 'input', path, test },
    });
    const compare = (
      operator: '=' | '<>' | '<' | '<=' | '>' | '>=',
      value: string | number | bigint | boolean | null,
    ) => ({ kind: 'compare', operator, value }) as const;
    it.each<[string, Condition, number[]]>([
      ['a number, however it is written', json(['n'], compare('=', 2)), [1]],
      ['a number that is not', json(['n'], compare('<>', 2)), [0, 2, 3, 4]],
      ['a text that looks like one', json(['n'], compare('=', '2')), [2]],
      ['more', json(['n'], compare('>', 1)), [1, 3]],
      ['less, of numbers alone', json(['n'], compare('<', 2)), [0, 4]],
      ['a large number', json(['n'], compare('>=', 12345678901234567890n)), [3]],
      ['a text, by code points', json(['text'], compare('>=', 'a')), [0]],
      ['true', json(['flag'], compare('=', true)), [3]],
      ['false', json(['flag'], compare('=', false)), [4]],
      ['null, which is there', json(['text'], compare('=', null)), [2]],
      ['there', json(['text'], { kind: 'there' }), [0, 1, 2]],
      ['an item', json(['list'], { kind: 'has', value: 'x' }), [0]],
      ['an item that is null', json(['list'], { kind: 'has', value: null }), [0]],
      ['an item that is a number', json(['list'], { kind: 'has', value: 2 }), [3]],
      ['a place in a list', json(['list', '1'], compare('=', 'x')), [0]],
      ['a key with a point', json(['deep', 'k.e'], compare('=', true)), [0]],
      ['a key with quotes, which nothing has', json(['deep', '"k'], { kind: 'there' }), []],
      ['not there', allOf(not(json(['n'], { kind: 'there' }))), [5, 7]],
    ])('look inside JSON: %s', async (_, condition, expected) => {
      const ids = await found(condition);
      const shown = INPUTS.map((_input, n) => n).filter(
        (n) => n !== UNREADABLE && ids.has((rows[n] as ExecutionRow).id),
      );
      expect(shown).toEqual(expected);
      expect(await found(allOf(condition, equals('project_id', 'other')))).toEqual(new Set());
    });
  });
}
