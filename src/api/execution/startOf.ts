import { InputError, LimitError, NotFoundError } from '../../base/errors.ts';
import { Dict, keyText, type Value } from '../../base/json.ts';
import type { Start } from '../../engine/startExecutions.ts';
import type { ApiParts } from '../ApiParts.ts';
import { isObject } from '../scalars.ts';
import type { ExecutionParams, StartExecutionInput } from './inputs.ts';

/** Characters of an idempotency key. */
const KEY_LENGTH = 255;

type Values = Readonly<Record<string, Value>>;

/** What a client asks to start, checked and with its workflow found. Errors say where in the input they are. */
export async function startOf(parts: ApiParts, asked: StartExecutionInput): Promise<Omit<Start, 'requestHash'>> {
  const { projectId, workflows } = parts;
  const namespace = asked.namespace ?? '';
  const input = objectAt(['input', 'input'], asked.input);
  const params = paramsOf(asked.params ?? {});
  const idempotencyKey = checkKey(asked.idempotencyKey ?? null);
  const row = await workflows.resolve(asked.workflow, { projectId, namespace }).catch((error: unknown) => {
    throw error instanceof NotFoundError ? error.at(['input', 'workflow']) : error;
  });
  const spec = await workflows.specOf(row.id, row.revision);
  return {
    projectId,
    workflow: { id: row.id, name: row.name, namespace: row.namespace, revision: row.revision, spec },
    input,
    params,
    description: asked.description ?? null,
    idempotencyKey,
  };
}

function paramsOf({ env, extra }: ExecutionParams): Values {
  if (typeof env === 'string') throw new NotFoundError('Environment', env).at(['input', 'params', 'env']);
  const further = objectAt(['input', 'params', 'extra'], extra);
  return env == null ? further : { ...further, env: objectAt(['input', 'params', 'env'], env) };
}

function objectAt(path: readonly string[], value: Value | undefined): Values {
  if (value == null) return {};
  // The order of names that look like numbers is of no interest here.
  if (value instanceof Dict) return Object.fromEntries([...value].map(([key, member]) => [keyText(key), member]));
  if (isObject(value)) return value;
  throw new InputError(`'${path.at(-1)}' has to be an object.`).at(path);
}

function checkKey(key: string | null): string | null {
  if (key !== null && key.length > KEY_LENGTH) {
    throw new LimitError("'idempotencyKey'", KEY_LENGTH, key.length, 'characters').at(['input', 'idempotencyKey']);
  }
  return key;
}
