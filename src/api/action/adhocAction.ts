import type { Value } from '../../base/json.ts';
import { mappingOf } from '../../base/mappingOf.ts';
import type { InputSpec } from '../../lang/WorkflowSpec.ts';
import type { AdhocActionRow, RevisionRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import type { Scope } from '../enums.ts';
import { Action } from './Action.ts';

/** The action of a definition. `text`: of its revision, where it is at hand; it is read when asked for otherwise. */
export function adhocAction(row: AdhocActionRow, { parts, reads }: ApiContext, text?: RevisionRow): Action {
  const spec = () => parts.adhocActions.specOf(row.id, row.revision);
  return new Action({
    id: row.id,
    name: row.name,
    namespace: row.namespace,
    plugin: null,
    tags: JSON.parse(row.tags) as string[],
    scope: row.scope as Scope,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    outputSchema: null,
    description: async () => (await spec()).description ?? null,
    inputSchema: async () => inputSchemaOf((await spec()).input),
    definition: async () => {
      const revision = text ?? (await reads.adhocActionRevisions.of(row.id, row.revision));
      return revision?.definition ?? null;
    },
  });
}

/** A definition says which parameters there are, and nothing of their types. */
function inputSchemaOf(input: readonly InputSpec[]): Value {
  const required = input.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: mappingOf(input.map((parameter): [Value, Value] => [parameter.name, parameterSchema(parameter)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function parameterSchema({ hasDefault, default: value = null }: InputSpec): Value {
  return hasDefault ? { default: value } : {};
}
