import { createHash } from 'node:crypto';
import { ConflictError } from '../base/errors.ts';
import { Dict, stringifyJson, type Value } from '../base/json.ts';
import type { ExecutionStore } from '../persistence/ExecutionStore.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type { Values } from '../workflow/Facts.ts';
import type { Engine } from './Engine.ts';
import type { Start } from './startExecutions.ts';

export interface Started {
  readonly row: ExecutionRow;
  /** Whether an earlier request with the same key had started it. */
  readonly isReplayed: boolean;
}

/** A start as it was asked for: what its parameters only name may have changed since, or be gone. */
export type StartAsked = Omit<Start, 'requestHash'> & {
  /** The parameters with everything in them that they name. Called where an execution is started indeed. */
  completeParams(): Promise<Values>;
};

/**
 * Starts an execution; of requests with the same key only the first does, and the others are answered with its execution.
 * Throws `ConflictError` where the key was used for a request with another content.
 */
export async function startOnce(
  engine: Engine,
  executions: ExecutionStore,
  { completeParams, ...asked }: StartAsked,
): Promise<Started> {
  const start = async (requestHash: string | null): Promise<Started> => {
    const params = await completeParams();
    return { row: await engine.start({ ...asked, params, requestHash }), isReplayed: false };
  };
  const { idempotencyKey, projectId } = asked;
  if (idempotencyKey === null) return start(null);
  const requestHash = hashOf(asked);
  const earlier = await executions.byIdempotencyKey(projectId, idempotencyKey);
  if (earlier) return replay(earlier, requestHash);
  try {
    return await start(requestHash);
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

/** Of what was asked for, not of the revision, or of the variables of an environment, that happened to be current. */
function hashOf({ workflow, input, params, description, sourceId, startsAt }: Omit<Start, 'requestHash'>): string {
  const asked = {
    workflow: workflow.id,
    input,
    params,
    description,
    ...(sourceId != null && { source: sourceId }),
    ...(startsAt != null && { startsAt: startsAt.toISOString() }),
  };
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
