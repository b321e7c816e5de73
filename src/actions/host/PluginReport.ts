import { Bug } from '../../base/errors.ts';
import type { Action, PluginHome } from '../Action.ts';
import type { Plugin } from '../loadPlugin.ts';
import { type ActionDefinition, z } from '../sdk.ts';

/** A plugin as its own process describes it: everything of it but its code. */
export type PluginReport = Omit<Plugin, 'actions'> & { readonly actions: readonly ActionReport[] };

type ActionReport = Omit<Action, 'definition' | 'home'> & {
  /** Whether inputs may have other names than those of the schema. */
  readonly isLoose: boolean;
};

/** What is sent. */
export function reportOf({ actions, ...plugin }: Plugin): PluginReport {
  return {
    ...plugin,
    actions: actions.map(({ definition, home: _, ...action }) => ({
      ...action,
      isLoose: isLoose(definition.input),
    })),
  };
}

/** What is made of it where the code is not: its actions can be looked at and checked, and are run at `home`. */
export function pluginOf({ actions, ...plugin }: PluginReport, home: PluginHome): Plugin {
  return {
    ...plugin,
    actions: actions.map(({ isLoose, ...action }) =>
      Object.freeze({ ...action, home, definition: standIn(action, isLoose) }),
    ),
  };
}

function standIn(action: Omit<ActionReport, 'isLoose'>, isLoose: boolean): ActionDefinition {
  const { name, description, examples } = action;
  return {
    name,
    description,
    examples: examples as ActionDefinition['examples'],
    input: schemaOf(action.inputSchema, isLoose),
    run: () => {
      throw new Bug(`The code of action '${name}' is in another process.`);
    },
  };
}

/** Names are exact; of the values whatever JSON Schema can say. Its own process looks at them with the whole schema. */
function schemaOf(schema: Action['inputSchema'], isLoose: boolean): z.ZodObject {
  const shape = shapeOf(schema);
  return isLoose ? z.looseObject(shape) : z.object(shape);
}

function shapeOf(schema: Action['inputSchema']): z.ZodRawShape {
  try {
    const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    if (read instanceof z.ZodObject) return read.shape;
  } catch {
    // A schema that zod can write and not read.
  }
  const required = new Set((schema.required as readonly string[] | undefined) ?? []);
  const names = Object.keys((schema.properties as object | undefined) ?? {});
  return Object.fromEntries(names.map((name) => [name, required.has(name) ? z.any() : z.any().optional()]));
}

function isLoose({ _zod: { def } }: z.ZodObject): boolean {
  return def.catchall !== undefined && def.catchall._zod.def.type !== 'never';
}
