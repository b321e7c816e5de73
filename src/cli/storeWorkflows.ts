import { createHash } from 'node:crypto';
import { DefinitionError, type Problem } from '../base/errors.ts';
import type { Connection } from './Connection.ts';
import { WrongUse } from './WrongUse.ts';

/** A workflow, and its part of a text, which is a definition by itself. */
export interface Definition {
  readonly name: string;
  readonly text: string;
}

/** What has become of the workflows of a text: their names. */
export interface Stored {
  readonly created: readonly string[];
  readonly updated: readonly string[];
}

type Ask = Pick<Connection, 'ask'>;
type Issue = Omit<Problem, 'hint' | 'path'> & { readonly hint: string | null; readonly yamlPath: readonly string[] };

const ISSUES = 'issues { message hint line column yamlPath severity }';
const ERRORS = `errors { message ... on DefinitionError { ${ISSUES} } }`;
/** As many as the API gives at once. */
const PAGE = 200;

/**
 * Creates the workflows that do not exist and updates those that do, unless they are stored as they are. The whole text is
 * checked first, so that nothing is changed where part of it is wrong. Throws `DefinitionError` with places in the whole text.
 */
export async function storeWorkflows(
  connection: Ask,
  whole: string,
  definitions: readonly Definition[],
): Promise<Stored> {
  await validate(connection, whole);
  const stored = await checksums(
    connection,
    definitions.map(({ name }) => name),
  );
  const created = definitions.filter(({ name }) => !stored.has(name));
  const updated = definitions.filter(({ name, text }) => stored.has(name) && stored.get(name) !== checksumOf(text));
  for (const { text } of created) await change(connection, 'create', text);
  for (const { text } of updated) await change(connection, 'update', text);
  return { created: created.map(({ name }) => name), updated: updated.map(({ name }) => name) };
}

async function validate(connection: Ask, definition: string): Promise<void> {
  const query = `query Check($definition: String!) {
    validate(kind: WORKFLOW, definition: $definition) { valid ${ISSUES} }
  }`;
  const { validate } = await connection.ask<{ validate: { valid: boolean; issues: Issue[] } }>(query, { definition });
  if (!validate.valid) throw new DefinitionError(validate.issues.map(problemOf));
}

/** The checksums of the stored workflows that have one of these names. */
async function checksums(connection: Ask, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const query = `query Stored($names: [String!]!) {
    workflows(first: ${PAGE}, filter: { name: { in: $names }, namespace: { eq: "" } }) { nodes { name checksum } }
  }`;
  const found = new Map<string, string>();
  for (let start = 0; start < names.length; start += PAGE) {
    type Nodes = { readonly nodes: readonly { readonly name: string; readonly checksum: string }[] };
    const { workflows } = await connection.ask<{ workflows: Nodes }>(query, {
      names: names.slice(start, start + PAGE),
    });
    for (const { name, checksum } of workflows.nodes) found.set(name, checksum);
  }
  return found;
}

async function change(connection: Ask, verb: 'create' | 'update', definition: string): Promise<void> {
  const type = verb === 'create' ? 'CreateWorkflowsInput' : 'UpdateWorkflowsInput';
  const query = `mutation Store($input: ${type}!) { payload: ${verb}Workflows(input: $input) { ${ERRORS} } }`;
  type Payload = { readonly errors: readonly { readonly message: string; readonly issues?: readonly Issue[] }[] };
  const { payload } = await connection.ask<{ payload: Payload }>(query, { input: { definition } });
  const [error] = payload.errors;
  if (error?.issues) throw new DefinitionError(error.issues.map(problemOf));
  if (error) throw new WrongUse(error.message);
}

function problemOf({ hint, yamlPath, ...problem }: Issue): Problem {
  return { ...problem, ...(hint !== null && { hint }), path: yamlPath };
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
