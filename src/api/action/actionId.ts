import { createHash } from 'node:crypto';

/** Names the ids of actions among all ids made of names (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('5f0f8c5e6a4b4b9c9d1e2a7c3b5d8e90', 'hex');

/** The id of an action that a plugin brings: a UUID of version 5, made of its name. */
export function actionId(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
