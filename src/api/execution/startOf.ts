import { LimitError, NotFoundError } from '../../base/errors.ts';
import type { Value } from '../../base/json.ts';
import type { Start } from '../../engine/startExecutions.ts';
import type { ApiParts } from '../ApiParts.ts';
import { objectAt } from '../objectAt.ts';
import type { ExecutionParams, StartExecutionInput } from './inputs.ts';

/** Characters of an idempotency key. */
const KEY_LENGTH = 255;

type Values = Readonly<Record<string, Value>>;

/** What a client asks to start, checked and with its workflow found. Errors say where in the input they are. */
export async function startOf(parts: ApiParts, asked: StartExecutionInput): Promise<Omit<Start, 'requestHash'>> {
  const { projectId, workflows } = parts;
  const namespace = asked.namespace ?? '';
  const input = objectAt(['input', 'input'], asked.input, {});
  const params = await paramsOf(parts, asked.params ?? {});
  const idempotencyKey = checkKey(asked.idempotencyKey ?? null);
  const row = await workflows.resolve(asked.workflow, { projectId, namespace }).catch((error: unknown) => {
    throw error instanceof NotFoundError ? error.at(['input', 'workflow']) : error;
  });
  const spec = await workflows.specOf(row.id, row.revision);
  return {
    projectId,
    namespace,
    workflow: { id: row.id, name: row.name, namespace: row.namespace, revision: row.revision, spec },
    input,
    params,
    description: asked.description ?? null,
    idempotencyKey,
  };
}

/** As Mistral names them: the core and expressions see them so. */
async function paramsOf(parts: ApiParts, { env, extra, taskName, evaluateEnv }: ExecutionParams): Promise<Values> {
  return {
    ...objectAt(['input', 'params', 'extra'], extra, {}),
    ...(taskName != null && { task_name: taskName }),
    ...(evaluateEnv === false && { evaluate_env: false }),
    ...(env != null && { env: await environmentOf(parts, env) }),
  };
}

/** As Mistral: what a stored environment holds now is what the execution keeps. */
async function environmentOf({ environments, projectId }: ApiParts, env: Value): Promise<Values> {
  const path = ['input', 'params', 'env'];
  if (typeof env !== 'string') return objectAt(path, env, {});
  const variables = await environments.get(env, projectId);
  if (!variables) throw new NotFoundError('Environment', env).at(path);
  return variables;
}

function checkKey(key: string | null): string | null {
  if (key !== null && key.length > KEY_LENGTH) {
    throw new LimitError("'idempotencyKey'", KEY_LENGTH, key.length, 'characters').at(['input', 'idempotencyKey']);
  }
  return key;
}
