import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '../ApiParts.ts';
import { ExecutionFilter } from '../execution/ExecutionFilter.ts';
import { EventCursorScalar } from '../scalars.ts';
import { executionStream } from './executionStream.ts';
import { executionsStream } from './executionsStream.ts';
import { ExecutionStreamItem } from './items.ts';
import { ExecutionsStreamItem } from './listItems.ts';

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

  @Subscription(() => ExecutionsStreamItem, {
    description:
      'A live filtered list: rows enter it, change in it and leave it. Without `after` the first item is an ExecutionsSnapshot; with it, every change since. Filters by the state and by what never changes of an execution.',
    subscribe: ({ args, context }) =>
      executionsStream(
        context as ApiContext,
        args.filter as ExecutionFilter | null,
        args.after as string | null,
      ) as never,
  })
  executionsStream(
    @Root() item: ExecutionsStreamItem,
    @Arg('filter', () => ExecutionFilter, { nullable: true, description: 'Which ones.' })
    _filter?: ExecutionFilter | null,
    @Arg('after', () => EventCursorScalar, {
      nullable: true,
      description: 'The cursor of the last item received, of a stream with the same filter.',
    })
    _after?: string | null,
  ): ExecutionsStreamItem {
    return item;
  }
}
