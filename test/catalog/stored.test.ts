import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseJson, stringifyJson, type Value } from '../../src/base/json.ts';
import { readsOf } from '../../src/persistence/reads/Reads.ts';
import { isReachable, SERVERS } from '../support/databases.ts';
import { CatalogBench } from './CatalogBench.ts';

const book = (name: string, action: string, members: readonly string[]) =>
  `version: '2.0'\nname: ${name}\nworkflows:\n${members
    .map((member) => `  ${member}: {tasks: {a: {action: ${action}}}}\n`)
    .join('')}actions:\n  own: {base: ${action}}\n`;

const actions = (...lines: readonly string[]) => `version: '2.0'\n${lines.join('\n')}\n`;

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(`the catalog on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let bench: CatalogBench;
    beforeAll(async () => {
      bench = await CatalogBench.open(server.create);
    });
    afterAll(() => bench.close());

    it('stores a workbook with its members or not at all', async () => {
      await bench.workflows.create(`version: '2.0'\nhalf.b: {tasks: {a: {action: x}}}\n`, bench.given());
      await expect(bench.workbooks.create(book('half', 'x', ['a', 'b']), bench.given())).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
        existing: 'half.b',
      });
      const names = await bench.names('workbook', 'workflow', 'adhoc_action');
      expect(names.filter((name) => name.startsWith('half'))).toEqual(['half.b']);
    });

    it('keeps the texts of members that an update has changed or removed', async () => {
      await bench.workbooks.create(book('kept', 'x', ['a', 'b']), bench.given('there'));
      const scope = bench.given('there');
      const [a, b] = await Promise.all(['kept.a', 'kept.b'].map((name) => bench.workflows.resolve(name, scope)));
      await bench.workbooks.update(book('kept', 'y', ['a', 'c']), scope);
      await expect(bench.workflows.resolve('kept.b', scope)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await bench.workflows.resolve('kept.a', scope)).revision).toBe(2);
      const action = async (id: string, revision: number) =>
        (await bench.workflows.specOf(id, revision)).tasks.a?.action;
      expect(await action(a?.id ?? '', 1)).toBe('x');
      expect(await action(a?.id ?? '', 2)).toBe('y');
      expect(await action(b?.id ?? '', 1)).toBe('x');
      expect((await bench.actions.resolve('kept.own', scope))?.base).toBe('y');
    });

    it('lets one of two updates of a workbook through, and changes nothing for the other', async () => {
      await bench.workbooks.create(book('raced', 'x', ['a']), bench.given());
      const updates = ['b', 'c', 'd'].map((name) =>
        bench.workbooks.update(book('raced', 'x', ['a', name]), bench.given()),
      );
      const settled = await Promise.allSettled(updates);
      const wins = settled.flatMap((each, index) => (each.status === 'fulfilled' ? [index] : []));
      const lost = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      expect(wins.length).toBeGreaterThan(0);
      expect(lost.every((code) => code === 'CONFLICT')).toBe(true);
      const row = await bench.workbooks.find('raced', bench.given());
      expect(row?.revision).toBe(1 + wins.length);
      expect((await bench.workflows.resolve('raced.a', bench.given())).revision).toBe(1 + wins.length);
      const names = (await bench.names('workflow')).filter((name) => name.startsWith('raced.'));
      expect(names).toHaveLength(2);
    });

    it('looks for an ad-hoc action in the namespace asked for, then in the default one', async () => {
      await bench.actions.create(actions('near: {base: default}', 'far: {base: default}'), bench.given());
      await bench.actions.create(actions('near: {base: own}'), bench.given('mine'));
      const bases = ['near', 'far', 'nowhere'].map(async (name) => {
        return (await bench.actions.resolve(name, bench.given('mine')))?.base ?? null;
      });
      expect(await Promise.all(bases)).toEqual(['own', 'default', null]);
    });

    it('lists ad-hoc actions in the order of code points, whatever is asked for first', async () => {
      const names = ['a', 'B', 'é', 'a.b', 'a-b', 'Z', '\u{1f600}', '\uffee'];
      const ordered = names.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
      await bench.actions.create(actions(...names.map((name) => `${name}: {base: x}`)), bench.given('listed'));
      await bench.actions.create(actions('a: {base: x}'), bench.given('listed too'));
      const { adhocActions } = readsOf(bench.database.dataSource);
      const read = async (after: { name: string; namespace?: string } | undefined, limit: number) => {
        const rows = await adhocActions.byName(after, limit, (query) => {
          query.andWhere('row.namespace LIKE :some', { some: 'listed%' });
        });
        return rows.map(({ name, namespace }) => ({ name, namespace }));
      };
      const whole = await read(undefined, 20);
      expect(whole.map(({ name }) => name)).toEqual(ordered.flatMap((name) => (name === 'a' ? ['a', 'a'] : [name])));
      for (const [index, place] of whole.entries())
        expect(await read(place, 2)).toEqual(whole.slice(index + 1, index + 3));
      expect(await read({ name: 'a' }, 2)).toEqual([
        { name: 'a', namespace: 'listed' },
        { name: 'a', namespace: 'listed too' },
      ]);
    });

    it('gives variables of an environment back as they came', async () => {
      const text = '{"b":1.0,"a":12345678901234567890,"text":"é\u{1f600}\\u0000","deep":{"2":[null,true]}}';
      const { projectId } = bench;
      await bench.environments.create({
        ...{ projectId, name: 'exact', description: null, visibility: 'PRIVATE' },
        variables: parseJson(text),
      });
      expect(stringifyJson(await bench.environments.get('exact', projectId))).toBe(text);
      const changed = await bench.environments.update({ projectId, name: 'exact', variables: { a: 1 } as Value });
      expect(changed).toMatchObject({ name: 'exact', description: null, variables: '{"a":1}' });
      expect(await bench.environments.get('EXACT', projectId)).toBeNull();
    });
  });
}
