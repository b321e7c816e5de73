import { Field, ID, ObjectType } from 'type-graphql';
import type { Action as LoadedAction } from '../../actions/Action.ts';
import type { Value } from '../../base/json.ts';
import { connectionOf } from '../connection.ts';
import { Node } from '../node.ts';
import { JsonScalar } from '../scalars.ts';
import { actionId } from './actionId.ts';

/** Something a task can run. */
@ObjectType('Action', { implements: Node, description: 'Something a task can run.' })
export class Action implements Node {
  @Field(() => ID, { description: 'Made of its name, so it is the same on every server.' })
  readonly id: string;

  @Field(() => String, { description: 'The name that definitions use.' })
  readonly name: string;

  @Field(() => String, { description: 'Empty for the actions of plugins.' })
  readonly namespace: string;

  @Field(() => String, { nullable: true, description: 'What it does.' })
  readonly description: string | null;

  @Field(() => Boolean, { description: 'Whether it comes from a plugin and not from a definition.' })
  readonly isSystem: boolean;

  @Field(() => String, { nullable: true, description: 'The plugin it comes from.' })
  readonly plugin: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'JSON Schema (2020-12) of its input.' })
  readonly inputSchema: Value;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'JSON Schema (2020-12) of its result, where its author gave one.',
  })
  readonly outputSchema: Value;

  constructor(action: LoadedAction) {
    this.id = actionId(action.name);
    this.name = action.name;
    this.namespace = '';
    this.description = action.description;
    this.isSystem = true;
    this.plugin = action.plugin;
    this.inputSchema = action.inputSchema as Value;
    this.outputSchema = (action.outputSchema as Value | undefined) ?? null;
  }
}

/** A part of a list of actions. */
export const ActionConnection = connectionOf('Action', Action, ({ name }) => name);
export type ActionConnection = InstanceType<typeof ActionConnection>;
