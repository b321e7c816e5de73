import { InputError, LimitError, NotFoundError } from '../../base/errors.ts';
import type { Value } from '../../base/json.ts';
import { namedValues } from '../../base/namedValues.ts';
import type { Start } from '../../engine/startExecutions.ts';
import type { ApiParts } from '../ApiParts.ts';
import type { ExecutionParams, StartExecutionInput } from './inputs.ts';

/** Characters of an idempotency key. */
const KEY_LENGTH = 255;

type Values = Readonly<Record<string, Value>>;

/** What a client asks to start, checked and with its workflow found. Errors say where in the input they are. */
export async function startOf(parts: ApiParts, asked: StartExecutionInput): Promise<Omit<Start, 'requestHash'>> {
  const { projectId, workflows } = parts;
  const namespace = asked.namespace ?? '';
  const input = objectAt(['input', 'input'], asked.input);
  const params = await paramsOf(parts, asked.params ?? {});
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

/** As Mistral: what a stored environment holds now is what the execution keeps. */
async function paramsOf({ environments, projectId }: ApiParts, { env, extra }: ExecutionParams): Promise<Values> {
  const path = ['input', 'params', 'env'];
  const further = objectAt(['input', 'params', 'extra'], extra);
  if (typeof env !== 'string') return env == null ? further : { ...further, env: objectAt(path, env) };
  const variables = await environments.get(env, projectId);
  if (!variables) throw new NotFoundError('Environment', env).at(path);
  return { ...further, env: variables };
}

function objectAt(path: readonly string[], value: Value | undefined): Values {
  if (value == null) return {};
  const values = namedValues(value);
  if (!values) throw new InputError(`'${path.at(-1)}' has to be an object.`).at(path);
  return values;
}

function checkKey(key: string | null): string | null {
  if (key !== null && key.length > KEY_LENGTH) {
    throw new LimitError("'idempotencyKey'", KEY_LENGTH, key.length, 'characters').at(['input', 'idempotencyKey']);
  }
  return key;
}
