import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '../ApiParts.ts';
import { EventCursorScalar } from '../scalars.ts';
import { executionStream } from './executionStream.ts';
import { ExecutionStreamItem } from './items.ts';

/** Live streams. */
@Resolver()
export class StreamResolver {
  @Subscription(() => ExecutionStreamItem, {
    description:
      'One execution with its whole tree. Without `after` the first item is a Snapshot; with it, every event since. A client that comes back with its last cursor misses nothing and is told nothing twice, on any server.',
    subscribe: ({ args, context }) =>
      executionStream(context as ApiContext, args.id as string, args.after as string | null) as never,
  })
  executionStream(
    @Root() item: ExecutionStreamItem,
    @Arg('id', () => ID, { description: 'The id of the execution.' }) _id: string,
    @Arg('after', () => EventCursorScalar, { nullable: true, description: 'The cursor of the last item received.' })
    _after?: string | null,
  ): ExecutionStreamItem {
    return item;
  }
}
