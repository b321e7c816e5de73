import { describe, expect, it } from 'vitest';
import { isId, newId, newUuid } from '../../src/base/ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that sort in the order they were made', () => {
    const ids = Array.from({ length: 10_000 }, newId);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are UUIDs of version 4 where nothing may be read from them', () => {
    const uuids = Array.from({ length: 1000 }, newUuid);
    expect(uuids.every((uuid) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid))).toBe(true);
    expect(uuids.every((uuid) => uuid[14] === '4' && '89ab'.includes(uuid[19] as string))).toBe(true);
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('are told from names', () => {
    expect(isId(newId())).toBe(true);
    expect(isId('my_workflow')).toBe(false);
  });
});
