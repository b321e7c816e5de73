import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { accountFor } from '../../src/embedded/account.ts';
import { mayEnter } from '../../src/embedded/reachable.ts';
import { ask, isRoot, kill, Scene } from './scene.ts';

let scene: Scene;
afterEach(() => scene.end());

const NOBODY = isRoot ? accountFor(undefined) : undefined;
const CHECKOUT = new URL('../..', import.meta.url).pathname;

describe.runIf(isRoot)('root', () => {
  it('has the server run as nobody, who gets nothing but the data', async () => {
    scene = new Scene();
    await scene.start();
    expect(statSync(join(scene.place, 'data')).uid).toBe(NOBODY?.uid);
    expect(statSync(scene.place).uid).toBe(0);
  });

  it('keeps the data elsewhere when nobody cannot enter the data directory', async () => {
    scene = new Scene(join('home', 'checkout', '.tramontane'));
    scene.makePrivateHome();
    const first = await scene.start();
    expect(scene.place.startsWith(scene.shared)).toBe(true);
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    expect(await ask((await scene.start()).url, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });

  it('adopts a killed process’s server also there', async () => {
    scene = new Scene(join('home', '.tramontane'));
    scene.makePrivateHome();
    const killed = await scene.startElsewhere();
    await kill(killed.process);
    expect((await scene.start()).url).toBe(killed.said);
  });

  it('starts afresh when the data directory was removed, and says what remains', async () => {
    scene = new Scene(join('home', '.tramontane'));
    scene.makePrivateHome();
    await (await scene.start()).stop();
    const former = scene.place;
    rmSync(scene.dataDir, { recursive: true });
    await scene.start();
    expect(scene.place).not.toBe(former);
    expect(existsSync(join(former, 'data', 'PG_VERSION'))).toBe(true);
    expect(scene.logged).toContainEqual({
      level: 'warn',
      fields: { dataDir: scene.dataDir, path: former },
      message: 'data of a former data directory is still there; remove it by hand',
    });
  });

  it('says so when the data elsewhere is gone', async () => {
    scene = new Scene(join('home', '.tramontane'));
    scene.makePrivateHome();
    await (await scene.start()).stop();
    rmSync(scene.place, { recursive: true });
    await expect(scene.start()).rejects.toThrow(/postgres leads to a folder that is gone/);
  });
});

describe.runIf(isRoot && mayEnter(NOBODY, CHECKOUT))('an ordinary user', () => {
  const user = NOBODY?.uid as number;

  function makeOwnFolder(): void {
    scene = new Scene();
    mkdirSync(scene.dataDir);
    chmodSync(scene.dataDir, 0o777);
  }

  it('has the server run as themselves', async () => {
    makeOwnFolder();
    const { said } = await scene.startElsewhere(user);
    expect(await ask(said, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(scene.place)).toMatchObject({ uid: user, mode: 0o40700 });
  });

  it('can use their data after root has', async () => {
    makeOwnFolder();
    await kill((await scene.startElsewhere(user)).process);
    await (await scene.start()).stop();
    expect((await scene.startElsewhere(user)).said).toMatch(/^postgres:/);
  });

  it('is told whose the data is when it is root’s', async () => {
    makeOwnFolder();
    await (await scene.start()).stop();
    // nobody owns what root had made for it; anybody else does not.
    expect((await scene.startElsewhere(user - 1)).said).toMatch(
      /^The data in .* belongs to user \d+: start as that user/,
    );
  });
});
