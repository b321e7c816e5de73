import { Ctx, Query, Resolver } from 'type-graphql';
import { systemClock } from '../../base/clock.ts';
import type { ApiContext } from '../ApiParts.ts';
import { Executor } from './Executor.ts';

/** The processes that run actions. */
@Resolver(() => Executor)
export class ExecutorResolver {
  @Query(() => [Executor], {
    description: 'The executors of all machines, by name. Those that died are shown for an hour, as not live.',
  })
  async executors(@Ctx() { parts }: ApiContext): Promise<Executor[]> {
    const shown = await parts.executorStore.list(systemClock.now());
    return shown.map((each) => new Executor(each));
  }
}
