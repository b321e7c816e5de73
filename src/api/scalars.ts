import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { parseJson, setOwn, type Value } from '../base/json.ts';

/** Data of users: comes back as it came, integers beyond 2^53 included. */
export const JsonScalar = new GraphQLScalarType<Value, Value>({
  name: 'JSON',
  description: 'Any JSON value of a user. Integers of any size, and whether a number is an integer, survive.',
  serialize: (value) => value as Value,
  parseValue: (value) => value as Value,
  parseLiteral: (node, variables) => literalValue(node, variables ?? {}),
});

function literalValue(node: ValueNode, variables: Record<string, unknown>): Value {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return parseJson(node.value);
    case Kind.LIST:
      return node.values.map((item) => literalValue(item, variables));
    case Kind.OBJECT: {
      const object: Record<string, Value> = {};
      for (const { name, value } of node.fields) setOwn(object, name.value, literalValue(value, variables));
      return object;
    }
    case Kind.VARIABLE:
      return (variables[node.name.value] ?? null) as Value;
  }
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** A moment. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment: RFC 3339, shown in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => momentOf(value),
  parseLiteral: (node) => momentOf(node.kind === Kind.STRING ? node.value : undefined),
});

function momentOf(value: unknown): Date {
  const moment = typeof value === 'string' && RFC_3339.test(value) ? new Date(value) : undefined;
  if (!moment || Number.isNaN(moment.getTime())) {
    throw new GraphQLError('A DateTime has the form of RFC 3339, such as "2026-01-31T12:00:00.000Z".');
  }
  return moment;
}

/** A place in an event stream. */
export const EventCursorScalar = new GraphQLScalarType<string, string>({
  name: 'EventCursor',
  description: 'A place in an event stream, to go on from it later. Opaque: its form may change.',
  serialize: (value) => value as string,
  parseValue: (value) => cursorOf(value),
  parseLiteral: (node) => cursorOf(node.kind === Kind.STRING ? node.value : undefined),
});

function cursorOf(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('An EventCursor is a text.');
  return value;
}
