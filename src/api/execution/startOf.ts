import { LimitError, NotFoundError } from '../../base/errors.ts';
import type { Value } from '../../base/json.ts';
import { namedValues } from '../../base/namedValues.ts';
import { checkNamespace } from '../../catalog/checkNamespace.ts';
import { overSource } from '../../engine/overSource.ts';
import type { StartAsked } from '../../engine/startOnce.ts';
import type { ExecutionRow } from '../../persistence/rows.ts';
import type { ApiParts } from '../ApiParts.ts';
import { objectAt } from '../objectAt.ts';
import type { ExecutionParams, StartExecutionInput } from './inputs.ts';

/** Characters of an idempotency key. */
const KEY_LENGTH = 255;

const ENV = ['input', 'params', 'env'];

type Values = Readonly<Record<string, Value>>;

/** What a client asks to start, checked and with its workflow found. Errors say where in the input they are. */
export async function startOf(parts: ApiParts, asked: StartExecutionInput): Promise<StartAsked> {
  const { projectId } = parts;
  const source = asked.source == null ? null : await sourceOf(parts, asked.source);
  const isOwn = source !== null && asked.workflow === '';
  const namespace = isOwn ? source.workflow_namespace : (asked.namespace ?? '');
  checkNamespace(namespace);
  const given = {
    input: objectAt(['input', 'input'], asked.input, {}),
    params: paramsOf(asked.params ?? {}),
    description: asked.description ?? null,
  };
  const { input, params, description } = source ? overSource(source, given) : given;
  return {
    projectId,
    namespace,
    workflow: await workflowAt(parts, isOwn ? source.workflow_id : asked.workflow, namespace, asked.revision ?? null),
    input,
    params,
    completeParams: () => withEnvironment(parts, namedValues(params as Value) ?? {}, asked.params?.env),
    description,
    idempotencyKey: checkKey(asked.idempotencyKey ?? null),
    sourceId: source?.id ?? null,
    startsAt: asked.startAt ?? null,
  };
}

async function sourceOf({ executions, projectId }: ApiParts, id: string): Promise<ExecutionRow> {
  const row = await executions.execution(id, projectId);
  if (!row) throw new NotFoundError('Execution', id).at(['input', 'source']);
  return row;
}

async function workflowAt(
  { projectId, workflows }: ApiParts,
  nameOrId: string,
  namespace: string,
  revision: number | null,
): Promise<StartAsked['workflow']> {
  const row = await workflows.resolve(nameOrId, { projectId, namespace }).catch(blameMissing(['input', 'workflow']));
  const wanted = revision ?? row.revision;
  const spec = await workflows.specOf(row.id, wanted).catch(blameMissing(['input', 'revision']));
  return { id: row.id, name: row.name, namespace: row.namespace, revision: wanted, spec };
}

function blameMissing(path: readonly string[]): (error: unknown) => never {
  return (error) => {
    throw error instanceof NotFoundError ? error.at(path) : error;
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
