/** A JSON Schema as far as `schema/workflow.v2.json` goes; `false` allows nothing. */
export type Schema = boolean | { readonly [keyword: string]: unknown };
type Check = (given: never, value: unknown, root: Schema, schema: Record<string, unknown>) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sizeOf = (value: unknown) => (isObject(value) ? Object.keys(value).length : Number.NaN);

/** Keywords that only describe. */
const SILENT = new Set(['$schema', '$id', '$defs', 'title', 'description', 'examples', 'then', 'else']);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
};

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (path: string, value, root) => accepts(resolve(root, path), value, root),
  type: (type: string, value) => TYPES[type]?.(value) ?? false,
  const: (given: unknown, value) => given === value,
  enum: (given: unknown[], value) => given.includes(value),
  anyOf: (schemas: Schema[], value, root) => schemas.some((schema) => accepts(schema, value, root)),
  allOf: (schemas: Schema[], value, root) => schemas.every((schema) => accepts(schema, value, root)),
  not: (schema: Schema, value, root) => !accepts(schema, value, root),
  if: (schema: Schema, value, root, { then: yes = true, else: no = true }) =>
    accepts((accepts(schema, value, root) ? yes : no) as Schema, value, root),
  required: (names: string[], value) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (schemas: Record<string, Schema>, value, root) =>
    !isObject(value) ||
    Object.entries(schemas).every(
      ([name, schema]) => !Object.hasOwn(value, name) || accepts(schema, value[name], root),
    ),
  additionalProperties: (schema: Schema, value, root, { properties = {} }) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([name, member]) => Object.hasOwn(properties as object, name) || accepts(schema, member, root),
    ),
  propertyNames: (schema: Schema, value, root) =>
    !isObject(value) || Object.keys(value).every((name) => accepts(schema, name, root)),
  items: (schema: Schema, value, root) => !Array.isArray(value) || value.every((item) => accepts(schema, item, root)),
  uniqueItems: (_: boolean, value) =>
    !Array.isArray(value) || new Set(value.map((item) => JSON.stringify(item))).size === value.length,
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (least: number, value) => typeof value !== 'string' || value.length >= least,
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  minProperties: (least: number, value) => !(sizeOf(value) < least),
  maxProperties: (most: number, value) => !(sizeOf(value) > most),
  minimum: (least: number, value) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value) => typeof value !== 'number' || value <= most,
};

/** Whether a schema accepts a value. Throws at a keyword it does not know, so that none is passed over. */
export function accepts(schema: Schema, value: unknown, root: Schema = schema): boolean {
  if (typeof schema === 'boolean') return schema;
  return Object.entries(schema).every(([keyword, given]) => {
    if (SILENT.has(keyword)) return true;
    const check = CHECKS[keyword];
    if (!check) throw new Error(`The keyword ${keyword} is not known here`);
    return check(given as never, value, root, schema);
  });
}

function resolve(root: Schema, path: string): Schema {
  const steps = path.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], root) as Schema;
}
