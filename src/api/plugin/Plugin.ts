import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Plugin as LoadedPlugin } from '../../actions/loadPlugin.ts';

export enum PluginIsolation {
  IN_PROCESS = 'IN_PROCESS',
  PROCESS = 'PROCESS',
}
registerEnumType(PluginIsolation, {
  name: 'PluginIsolation',
  description: 'Where the code of a plugin runs.',
  valuesConfig: {
    IN_PROCESS: { description: 'Within the service.' },
    PROCESS: { description: 'In processes of its own.' },
  },
});

@ObjectType('PluginPermissions', { description: 'What a plugin says it does beside computing and using the network.' })
export class PluginPermissions {
  @Field(() => [String], { description: 'What it reads beside its own folder; `*` is everything.' })
  readonly read: readonly string[];

  @Field(() => [String], { description: 'What it writes; `*` is everything.' })
  readonly write: readonly string[];

  @Field(() => Boolean, { description: 'Whether it runs programs, threads or native code, which nothing limits.' })
  readonly run: boolean;

  constructor({ read = [], write = [], run = false }: LoadedPlugin['permissions']) {
    this.read = read;
    this.write = write;
    this.run = run;
  }
}

@ObjectType('Plugin', { description: 'A set of actions, as the server that answers has found it: working, or not.' })
export class Plugin {
  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => String, { nullable: true, description: 'As its author calls it; null where it could not be loaded.' })
  readonly version: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  readonly description: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of its files as they are in use; null where there are none.',
  })
  readonly checksum: string | null;

  @Field(() => String, { description: 'Its folder.' })
  readonly path: string;

  @Field(() => PluginIsolation, { description: 'Where its code runs.' })
  readonly isolation: PluginIsolation;

  @Field(() => [String], { description: 'Names of its actions that are in use.' })
  readonly actions: readonly string[];

  @Field(() => [String], { description: 'Why it does not work, or not wholly; empty where all is well.' })
  readonly problems: readonly string[];

  @Field(() => PluginPermissions, { description: 'What it declares to do.' })
  readonly permissions: PluginPermissions;

  @Field(() => [String], { description: "Variables of the server's environment that it is given." })
  readonly environment: readonly string[];

  @Field(() => Int, { description: 'MiB of memory that one process of it may use.' })
  readonly memoryMegabytes: number;

  constructor(plugin: LoadedPlugin) {
    this.name = plugin.name;
    this.version = plugin.version ?? null;
    this.description = plugin.description ?? null;
    this.checksum = plugin.checksum ?? null;
    this.path = plugin.path;
    this.isolation = plugin.isolation === 'process' ? PluginIsolation.PROCESS : PluginIsolation.IN_PROCESS;
    this.actions = plugin.actions.map(({ name }) => name);
    this.problems = plugin.problems;
    this.permissions = new PluginPermissions(plugin.permissions);
    this.environment = plugin.environment;
    this.memoryMegabytes = plugin.memoryMegabytes;
  }
}
