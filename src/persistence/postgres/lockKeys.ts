import type { Id } from '../../base/ids.ts';

/** The advisory locks of executions: the last 64 bits of each id, nearly all random, in the order everybody takes them. */
export function lockKeys(executionIds: readonly Id[]): string[] {
  const keys = new Set(executionIds.map((id) => BigInt.asIntN(64, BigInt(`0x${id.slice(-17).replace('-', '')}`))));
  return [...keys].sort((left, right) => (left < right ? -1 : 1)).map(String);
}
