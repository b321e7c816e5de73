import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** An id that nothing has. */
export const NO_ID = '01900000-0000-7000-8000-000000000000';

/** A document that uses a field of `Query`, `Mutation` or `Subscription` in a valid way, with as little as it needs. */
export function anyOperation(root: GraphQLObjectType, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args
    .filter(({ type: wanted, defaultValue }) => isNonNullType(wanted) && defaultValue === undefined)
    .map((each) => `${each.name}: ${sample(each.type)}`);
  const list = given.length > 0 ? `(${given.join(', ')})` : '';
  const bare = isNonNullType(type) ? type.ofType : type;
  const hasErrors = isObjectType(bare) && bare.getFields().errors !== undefined;
  const fields = root.name === 'Mutation' && hasErrors ? '{ errors { code message } }' : '{ __typename }';
  return `${root.name.toLowerCase()} { answer: ${name}${list} ${fields} }`;
}

/** A value of a type, as GraphQL writes it. */
function sample(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return `[${sample(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(({ type: wanted }) => isNonNullType(wanted));
    return `{ ${needed.map((field) => `${field.name}: ${sample(field.type)}`).join(', ')} }`;
  }
  const samples: Readonly<Record<string, string>> = {
    ...{ ID: `"${NO_ID}"`, String: '"text"', JSON: '{ a: 1 }', Boolean: 'true', Int: '1', Float: '1' },
    ...{ DateTime: '"2030-01-01T00:00:00Z"', EventCursor: '"1"' },
  };
  const value = samples[type.name];
  if (value === undefined) throw new Error(`There is no sample of ${type.name}.`);
  return value;
}
