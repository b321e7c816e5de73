import { type ActionDefinition, type ActionExample, type PluginDefinition, z } from './sdk.ts';

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a plugin may do beside computing and using the network. */
export type PluginPermissions = NonNullable<PluginDefinition['permissions']>;

/** Where the code of a plugin is that runs in processes of its own, and how they are started. */
export interface PluginHome {
  /** Of the plugin. */
  readonly name: string;
  readonly path: string;
  /** The file that exports it. */
  readonly entry: string;
  readonly checksum: string;
  readonly permissions: PluginPermissions;
  /** Names of the variables it is given. */
  readonly environment: readonly string[];
  readonly memoryMegabytes: number;
}

/** A runnable thing, as the rest of the service knows it: what its author declared, and where it came from. */
export interface Action {
  readonly name: string;
  readonly plugin: string;
  /** Of its plugin. */
  readonly version: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema | undefined;
  readonly examples: readonly ActionExample[];
  readonly mode: 'sync' | 'async';
  readonly instant: boolean;
  readonly idempotent: boolean;
  readonly defaults: NonNullable<ActionDefinition['defaults']>;
  readonly secrets: readonly string[];
  /** How many of it may run at once in one executor; absent where it is like any other. */
  readonly slots: number | undefined;
  /** Hosts that `ctx.fetch` may reach; absent where there is no limit but the egress policy. */
  readonly network: readonly string[] | undefined;
  /** Of a process of its own. */
  readonly memoryMegabytes: number | undefined;
  /** Where its code is, if that is not in this process. */
  readonly home?: PluginHome;
  /** For this room only: others ask `runAction` and `checkInput`. */
  readonly definition: ActionDefinition;
}

/** What a plugin's author declared, with the gaps filled in. Throws where a schema cannot be read. */
export function describeAction(
  definition: ActionDefinition,
  plugin: { readonly name: string; readonly version: string },
): Action {
  return Object.freeze({
    name: definition.name,
    plugin: plugin.name,
    version: plugin.version,
    description: definition.description,
    inputSchema: jsonSchemaOf(definition.input, 'input'),
    outputSchema: definition.output && jsonSchemaOf(definition.output, 'output'),
    examples: definition.examples ?? [],
    mode: definition.mode ?? 'sync',
    instant: definition.instant ?? false,
    idempotent: definition.idempotent ?? false,
    defaults: definition.defaults ?? {},
    secrets: definition.secrets ?? [],
    slots: definition.slots,
    network: definition.network,
    memoryMegabytes: definition.memoryMegabytes,
    definition,
  });
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
}
