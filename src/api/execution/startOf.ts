import { LimitError, NotFoundError } from '../../base/errors.ts';
import type { Value } from '../../base/json.ts';
import { checkNamespace } from '../../catalog/checkNamespace.ts';
import type { StartAsked } from '../../engine/startOnce.ts';
import type { ApiParts } from '../ApiParts.ts';
import { objectAt } from '../objectAt.ts';
import type { ExecutionParams, StartExecutionInput } from './inputs.ts';

/** Characters of an idempotency key. */
const KEY_LENGTH = 255;

const ENV = ['input', 'params', 'env'];

type Values = Readonly<Record<string, Value>>;

/** What a client asks to start, checked and with its workflow found. Errors say where in the input they are. */
export async function startOf(parts: ApiParts, asked: StartExecutionInput): Promise<StartAsked> {
  const { projectId, workflows } = parts;
  const namespace = asked.namespace ?? '';
  checkNamespace(namespace);
  const input = objectAt(['input', 'input'], asked.input, {});
  const params = paramsOf(asked.params ?? {});
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
    completeParams: () => withEnvironment(parts, params, asked.params?.env),
    description: asked.description ?? null,
    idempotencyKey,
  };
}

/** As Mistral names them: the core and expressions see them so. */
export function paramsOf({ env, extra, taskName, evaluateEnv }: ExecutionParams): Values {
  return {
    ...objectAt(['input', 'params', 'extra'], extra, {}),
    ...(taskName != null && { task_name: taskName }),
    ...(evaluateEnv === false && { evaluate_env: false }),
    ...(env != null && { env: typeof env === 'string' ? env : objectAt(ENV, env, {}) }),
  };
}

/** As Mistral: what a stored environment holds now is what the execution keeps. */
async function withEnvironment(
  { environments, projectId }: ApiParts,
  params: Values,
  env: Value | undefined,
): Promise<Values> {
  if (typeof env !== 'string') return params;
  const variables = await environments.get(env, projectId);
  if (!variables) throw new NotFoundError('Environment', env).at(ENV);
  return { ...params, env: variables };
}

function checkKey(key: string | null): string | null {
  if (key !== null && key.length > KEY_LENGTH) {
    throw new LimitError("'idempotencyKey'", KEY_LENGTH, key.length, 'characters').at(['input', 'idempotencyKey']);
  }
  return key;
}
