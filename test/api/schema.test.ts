import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/api/schema.ts';

const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Everything of a type that wants a description. */
function described(type: GraphQLNamedType): [string, string | null | undefined][] {
  const own: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isEnumType(type)) {
    return [...own, ...type.getValues().map(({ name, description }) => pair(`${type.name}.${name}`, description))];
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return own;
  for (const field of Object.values(type.getFields())) {
    own.push([`${type.name}.${field.name}`, field.description]);
    if (!('args' in field)) continue;
    for (const { name, description } of field.args) own.push([`${type.name}.${field.name}(${name})`, description]);
  }
  return own;
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];
const pair = (name: string, description: string | null | undefined): [string, string | null | undefined] => [
  name,
  description,
];

describe('the schema', () => {
  it('is the one that schema/schema.graphql shows (vitest -u writes it anew)', async () => {
    await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot('../../schema/schema.graphql');
  });

  it('describes every type, field, argument and value', () => {
    const silent = types.flatMap(described).filter(([name, text]) => !text && !ROOTS.includes(name));
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('gives every list of things an edge, a page and a count', () => {
    const connections = types.filter((type) => isObjectType(type) && type.name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(0);
    for (const connection of connections) {
      expect(isObjectType(connection) && Object.keys(connection.getFields()).sort()).toEqual([
        'edges',
        'nodes',
        'pageInfo',
        'totalCount',
      ]);
    }
  });

  it('answers every mutation with the errors the caller can put right', () => {
    for (const { name, type } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const payload = schema.getType(String(type).replaceAll(/[!\]]/g, ''));
      expect(isObjectType(payload) && String(payload.getFields().errors?.type), name).toBe('[UserError!]!');
    }
  });
});
