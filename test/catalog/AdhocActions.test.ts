import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../support/countStatements.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { CatalogBench } from './CatalogBench.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`ad-hoc actions${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let bench: CatalogBench;
  beforeAll(async () => {
    bench = await CatalogBench.open(createPostgres);
  });
  afterAll(() => bench.close());

  it('that are resolved at the same time share their statements, and texts are read once', async () => {
    await bench.actions.create("version: '2.0'\na: {base: x}\nb: {base: y}\nc: {base: z}\n", bench.given());
    const resolve = () =>
      Promise.all(['a', 'b', 'c', 'a'].map((name) => bench.actions.resolve(name, bench.given('somewhere'))));
    expect((await countStatements(resolve)).texts).toHaveLength(2);
    expect((await countStatements(resolve)).texts).toHaveLength(1);
    expect((await resolve()).map((spec) => spec?.base)).toEqual(['x', 'y', 'z', 'x']);
  });

  it('belong to their project', async () => {
    await bench.actions.create("version: '2.0'\nprivate: {base: x}\n", bench.given());
    const other = { projectId: '00000000-0000-7000-8000-000000000001', namespace: '' };
    expect(await bench.actions.resolve('private', other)).toBeNull();
    const row = await bench.actions.find('private', bench.given());
    await expect(bench.actions.delete(row?.id ?? '', other.projectId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are stored whatever they stand on, but never under the name of a plugin', async () => {
    const { texts } = await countStatements(() =>
      bench.actions.create("version: '2.0'\nhigh: {base: low}\nlow: {base: high}\n", bench.given()),
    );
    expect(texts.filter((text) => text.startsWith('SELECT'))).toEqual([]);
    await expect(
      bench.actions.create("version: '2.0'\nplugin.action: {base: high}\n", bench.given()),
    ).rejects.toMatchObject({ code: 'ALREADY_EXISTS', existing: 'plugin.action' });
  });
});
