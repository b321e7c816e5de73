import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { connectionOf } from '../connection.ts';
import { Scope } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';

/** What is known of an action at once, and how to find out the rest. */
export interface ActionShown {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly plugin: string | null;
  readonly tags: readonly string[];
  readonly scope: Scope;
  readonly revision: number | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly outputSchema: Value;
  description(): Promise<string | null>;
  inputSchema(): Promise<Value>;
  definition(): Promise<string | null>;
}

/** Something a task can run. */
@ObjectType('Action', { implements: Node, description: 'Something a task can run: of a plugin, or of a definition.' })
export class Action implements Node {
  @Field(() => ID, { description: 'Of a plugin: made of its name, so it is the same on every server.' })
  readonly id: string;

  @Field(() => String, { description: 'The name that definitions use.' })
  readonly name: string;

  @Field(() => String, { description: 'Where the name counts. Empty for the actions of plugins.' })
  readonly namespace: string;

  @Field(() => Boolean, { description: 'Whether it comes from a plugin and not from a definition.' })
  readonly isSystem: boolean;

  @Field(() => String, { nullable: true, description: 'The plugin it comes from; null where it is defined.' })
  readonly plugin: string | null;

  @Field(() => [String], { description: 'Of its definition and of the request that stored it.' })
  readonly tags: readonly string[];

  @Field(() => Scope, { description: 'Who may see it.' })
  readonly scope: Scope;

  @Field(() => Int, { nullable: true, description: 'Counts the texts it has had, from 1; null for those of plugins.' })
  readonly revision: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its first text was stored.' })
  readonly createdAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its newest text was stored.' })
  readonly updatedAt: Date | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'JSON Schema (2020-12) of its result, where its author gave one.',
  })
  readonly outputSchema: Value;

  private readonly shown: ActionShown;

  constructor(shown: ActionShown) {
    this.id = shown.id;
    this.name = shown.name;
    this.namespace = shown.namespace;
    this.isSystem = shown.plugin !== null;
    this.plugin = shown.plugin;
    this.tags = shown.tags;
    this.scope = shown.scope;
    this.revision = shown.revision;
    this.createdAt = shown.createdAt;
    this.updatedAt = shown.updatedAt;
    this.outputSchema = shown.outputSchema;
    this.shown = shown;
  }

  @Field(() => String, { nullable: true, description: 'What it does.' })
  description(): Promise<string | null> {
    return this.shown.description();
  }

  @Field(() => JsonScalar, { nullable: true, description: 'JSON Schema (2020-12) of its input.' })
  inputSchema(): Promise<Value> {
    return this.shown.inputSchema();
  }

  @Field(() => String, { nullable: true, description: 'The text of this action alone; null for those of plugins.' })
  definition(): Promise<string | null> {
    return this.shown.definition();
  }
}

/** A part of a list of actions. */
export const ActionConnection = connectionOf('Action', Action, placeOfAction);
export type ActionConnection = InstanceType<typeof ActionConnection>;

/** Names have no spaces, and a space sorts before all that they have: an action of a plugin comes first among its namesakes. */
export function placeOfAction({ name, namespace, isSystem }: Action): string {
  return isSystem ? name : `${name} ${namespace}`;
}
