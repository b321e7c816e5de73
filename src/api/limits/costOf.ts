import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';

/** Items that a connection is taken to have where nobody says how many, and that lists of the schema's description have. */
const USUAL_ITEMS = 10;

type Variables = Readonly<Record<string, unknown>>;

/**
 * How many fields the answer to an operation is expected to have: each field counts 1, and what is below a connection as often as
 * there are items, which is `first` or `last` where given. `Infinity` where a fragment is inside itself; 0 where there is no such
 * operation.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables = {} }: { readonly operationName?: string | null; readonly variables?: Variables | null },
): number {
  const operation = operationIn(document, operationName);
  if (!operation) return 0;
  const root = schema.getRootType(operation.operation);
  return new Estimate(schema, document, variables ?? {}).ofSet(operation.selectionSet, root ?? undefined);
}

function operationIn(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return name == null ? operations[0] : operations.find((each) => each.name?.value === name);
}

class Estimate {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly known = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(each.name.value, each);
    }
  }

  ofSet(set: SelectionSetNode, parent: GraphQLNamedType | undefined): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cost += this.ofField(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += this.ofFragment(selection.name.value);
      else {
        const name = selection.typeCondition?.name.value;
        cost += this.ofSet(selection.selectionSet, name === undefined ? parent : this.schema.getType(name));
      }
    }
    return cost;
  }

  /** The same wherever it is used, so it is looked at once. */
  private ofFragment(name: string): number {
    const before = this.known.get(name);
    if (before !== undefined) return before;
    this.known.set(name, Number.POSITIVE_INFINITY);
    const fragment = this.fragments.get(name);
    const cost = fragment
      ? this.ofSet(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value))
      : 0;
    this.known.set(name, cost);
    return cost;
  }

  private ofField(field: FieldNode, parent: GraphQLNamedType | undefined): number {
    const definition = this.definitionOf(field, parent);
    if (!field.selectionSet) return 1;
    const type = definition && getNamedType(definition.type);
    const isDescription = type && isIntrospectionType(type) && isListType(nullable(definition.type));
    const items = type?.name.endsWith('Connection') || isDescription ? this.itemsOf(field) : 1;
    return 1 + items * this.ofSet(field.selectionSet, type);
  }

  private definitionOf({ name }: FieldNode, parent: GraphQLNamedType | undefined) {
    if (name.value === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name.value === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
  }

  private itemsOf(field: FieldNode): number {
    const given = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
    if (given?.kind === Kind.INT) return Number(given.value);
    const variable = given?.kind === Kind.VARIABLE ? this.variables[given.name.value] : undefined;
    return typeof variable === 'number' && variable >= 0 ? variable : USUAL_ITEMS;
  }
}

const nullable = (type: unknown) =>
  (type as { readonly ofType?: unknown; toString(): string }).toString().endsWith('!')
    ? (type as { readonly ofType: unknown }).ofType
    : type;
