import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Permission } from '../../access/Policy.ts';
import { Bug, ForbiddenError } from '../../base/errors.ts';
import type { ApiContext } from '../ApiParts.ts';
import { toUserError } from '../errors/toUserError.ts';
import { ROOT_RULES, TYPE_RULES } from './rules.ts';

type Field = GraphQLField<unknown, ApiContext>;
type Resolve = GraphQLFieldResolver<unknown, ApiContext>;
type Refuse = (context: ApiContext, args: object) => ForbiddenError | undefined;

/**
 * Has every operation, and every field of what has an id of its own, ask first whether the caller may. It is done to the schema
 * itself, so that no transport can go around it. Throws `Bug` where an operation or such a type has no rule.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isObjectType);
  for (const root of roots) for (const field of fieldsOf(root)) guardOperation(root, field);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type)) continue;
    const rule = ruleOfType(type);
    if (rule) for (const field of fieldsOf(type)) guardField(field, () => rule);
  }
  return schema;
}

function guardOperation(root: GraphQLObjectType, field: Field): void {
  const place = `${root.name}.${field.name}`;
  const rule = ROOT_RULES[place];
  if (!rule) throw new Bug(`${place} has no rule that says who may use it.`);
  const needed = (args: object) => (isForEverybody(args) ? [...rule, ...rule.map(publicize)] : rule);
  if (root.name === 'Mutation') guardMutation(field, needed);
  else guardField(field, needed);
}

/** Fields of connections tell of what they hold. */
function ruleOfType(type: GraphQLObjectType): readonly Permission[] | undefined {
  const rule = TYPE_RULES[type.name.replace(/(Connection|Edge)$/, '')];
  const isNode = type.getInterfaces().some(({ name }) => name === 'Node');
  if (isNode && !rule) throw new Bug(`${type.name} has no rule that says who may see it.`);
  return rule;
}

function guardField(field: Field, needed: (args: object) => readonly Permission[]): void {
  const refuse = refusal(needed);
  const guarded = (resolve: Resolve): Resolve => {
    return (source, args, context, info) => {
      const refused = refuse(context, args);
      if (refused) throw refused;
      return resolve(source, args, context, info);
    };
  };
  if (field.subscribe) field.subscribe = guarded(field.subscribe);
  else field.resolve = guarded(field.resolve ?? defaultFieldResolver);
}

/** What a mutation refuses is data, as everything that a caller can put right. */
function guardMutation(field: Field, needed: (args: object) => readonly Permission[]): void {
  const refuse = refusal(needed);
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info) => {
    const refused = refuse(context, args);
    return refused ? refusedPayload(field, refused) : resolve(source, args, context, info);
  };
}

function refusal(needed: (args: object) => readonly Permission[]): Refuse {
  return ({ caller }, args) => {
    const missing = caller.lacks(needed(args));
    return missing && new ForbiddenError(`You may not do this: it needs the permission ${missing}.`);
  };
}

/** A payload in which nothing is but the error. */
function refusedPayload({ name, type }: Field, error: ForbiddenError): object {
  const payload = isNonNullType(type) ? type.ofType : type;
  if (!isObjectType(payload)) throw new Bug(`Mutation.${name} has no payload.`);
  const fields = fieldsOf(payload).map((each) => [
    each.name,
    each.name === 'errors' ? [toUserError(error)] : nothing(each),
  ]);
  return Object.fromEntries(fields) as object;
}

function nothing({ name, type }: Field): unknown {
  if (!isNonNullType(type)) return null;
  if (isListType(type.ofType)) return [];
  if (String(type) === 'Boolean!') return false;
  throw new Bug(`A payload whose ${name} cannot be nothing cannot say that something is refused.`);
}

function isForEverybody(args: object): boolean {
  const { input } = args as { readonly input?: { readonly scope?: unknown } };
  return input?.scope === 'PUBLIC';
}

function publicize(permission: Permission): Permission {
  return `${permission.split(':')[0]}:publicize`;
}

function fieldsOf(type: GraphQLObjectType): Field[] {
  return Object.values(type.getFields());
}
