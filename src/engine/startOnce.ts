import { createHash } from 'node:crypto';
import { ConflictError } from '../base/errors.ts';
import { Dict, stringifyJson, type Value } from '../base/json.ts';
import type { ExecutionStore } from '../persistence/ExecutionStore.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type { Engine } from './Engine.ts';
import type { Start } from './startExecutions.ts';

export interface Started {
  readonly row: ExecutionRow;
  /** Whether an earlier request with the same key had started it. */
  readonly isReplayed: boolean;
}

/**
 * Starts an execution; of requests with the same key only the first does, and the others are answered with its execution.
 * Throws `ConflictError` where the key was used for a request with another content.
 */
export async function startOnce(
  engine: Engine,
  executions: ExecutionStore,
  start: Omit<Start, 'requestHash'>,
): Promise<Started> {
  const { idempotencyKey, projectId } = start;
  if (idempotencyKey === null) return { row: await engine.start({ ...start, requestHash: null }), isReplayed: false };
  const requestHash = hashOf(start);
  const earlier = await executions.byIdempotencyKey(projectId, idempotencyKey);
  if (earlier) return replay(earlier, requestHash);
  try {
    return { row: await engine.start({ ...start, requestHash }), isReplayed: false };
  } catch (error) {
    const first = isDuplicate(error) ? await executions.byIdempotencyKey(projectId, idempotencyKey) : null;
    if (!first) throw error;
    return replay(first, requestHash);
  }
}

function replay(row: ExecutionRow, requestHash: string): Started {
  if (row.request_hash === requestHash) return { row, isReplayed: true };
  throw new ConflictError(
    `The idempotency key '${row.idempotency_key}' was used for another request; it started execution '${row.id}'.`,
    row.id,
  );
}

/** Of what was asked for, not of the revision that happened to be current. */
function hashOf({ workflow, input, params, description }: Omit<Start, 'requestHash'>): string {
  const asked = { workflow: workflow.id, input, params, description };
  return createHash('sha256')
    .update(stringifyJson(inKeyOrder(asked)))
    .digest('hex');
}

/** The order in which a client writes the members of an object does not make another request. */
function inKeyOrder(value: Value): Value {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (value instanceof Dict) {
    const members = [...value].map(([key, member]): [Value, Value] => [key, inKeyOrder(member)]);
    return new Dict(members.sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)));
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inKeyOrder((value as Record<string, Value>)[name] as Value)]));
}
