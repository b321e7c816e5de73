import { type Reads, readsOf } from '../persistence/reads/Reads.ts';
import type { ApiParts } from './ApiParts.ts';

/** Reads for after a change: what the request has read before is older than what it has done. */
export function freshReads({ database }: ApiParts): Reads {
  return readsOf(database.dataSource);
}
