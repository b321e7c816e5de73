import { Field, ID, InterfaceType } from 'type-graphql';

/** Anything that has an id. */
@InterfaceType('Node', { description: 'Anything that has an id. Ids are UUIDs, and unique over all kinds.' })
export abstract class Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id!: string;
}
