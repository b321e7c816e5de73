import { describe, expect, it } from 'vitest';
import { ActionEnds } from '../../src/engine/ActionEnds.ts';
import type { ActionStore } from '../../src/persistence/ActionStore.ts';

const LONG_SECONDS = 3_600;

/** Actions of which some have ended; tells when somebody has looked. */
class Runs {
  readonly ended = new Set<string>();
  readonly looks: string[][] = [];
  onLook: () => void = () => {};

  get store(): ActionStore {
    const openOf = async (ids: readonly string[]) => {
      this.looks.push([...ids]);
      const open = ids.filter((id) => !this.ended.has(id));
      this.onLook();
      return open;
    };
    return { openOf } as unknown as ActionStore;
  }
}

describe('waiting for the end of an action', () => {
  it('is over at once where it has ended, and where there is no time', async () => {
    const runs = new Runs();
    const ends = new ActionEnds(runs.store);
    runs.ended.add('a');
    expect(await Promise.all([ends.wait('a', LONG_SECONDS), ends.wait('b', 0)])).toEqual([true, false]);
    expect(runs.looks).toEqual([['a', 'b']]);
  });

  it('hears of an end that comes while it looks', async () => {
    const runs = new Runs();
    const ends = new ActionEnds(runs.store);
    runs.onLook = () => {
      runs.ended.add('a');
      ends.wake();
    };
    expect(await ends.wait('a', LONG_SECONDS)).toBe(true);
    expect(runs.looks).toEqual([['a'], ['a']]);
  });

  it('notices an end that nobody tells', async () => {
    const runs = new Runs();
    runs.onLook = () => runs.ended.add('a');
    expect(await new ActionEnds(runs.store).wait('a', LONG_SECONDS)).toBe(true);
  });

  it('goes on with news of others, and is given up where the service stops', async () => {
    const runs = new Runs();
    const ends = new ActionEnds(runs.store);
    runs.onLook = () => (runs.looks.length < 3 ? ends.wake() : ends.close());
    expect(await ends.wait('a', LONG_SECONDS)).toBe(false);
    expect(await ends.wait('b', LONG_SECONDS)).toBe(false);
    expect(runs.looks).toEqual([['a'], ['a'], ['a'], ['b']]);
  });
});
