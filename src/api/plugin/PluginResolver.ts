import { Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../ApiParts.ts';
import { Plugin } from './Plugin.ts';

/** The plugins of the server that answers. */
@Resolver(() => Plugin)
export class PluginResolver {
  @Query(() => [Plugin], {
    description:
      'The plugins that this server has found, in the order in which they count: the broken ones too, with the reason.',
  })
  plugins(@Ctx() { parts }: ApiContext): Plugin[] {
    return parts.actions.plugins().map((plugin) => new Plugin(plugin));
  }
}
