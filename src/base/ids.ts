import { randomBytes, randomUUID } from 'node:crypto';

/** A UUID of version 7 (RFC 9562): ordered by time, and strictly increasing within this process. */
export type Id = string;

let lastTick = 0;

/** A new id. The 12 bits after the version count within the millisecond, so ids made later sort later. */
export function newId(): Id {
  lastTick = Math.max(lastTick + 1, Date.now() * 4096);
  const time = Math.floor(lastTick / 4096)
    .toString(16)
    .padStart(12, '0');
  const counter = (lastTick % 4096).toString(16).padStart(3, '0');
  const random = randomBytes(8);
  random[0] = ((random[0] as number) & 0x3f) | 0x80;
  const tail = random.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Sorts before every id that is made at a moment or later, and after every one made before. */
export function earliestId(moment: Date): Id {
  const time = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** A UUID of version 4 (RFC 9562): nothing can be read from it, so it may be shown to anybody. Not an `Id`: it has no order. */
export function newUuid(): string {
  return randomUUID();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text has the form of a UUID; names may not. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
