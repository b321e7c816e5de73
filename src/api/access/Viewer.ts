import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../ApiParts.ts';

/** Whoever asks. */
@ObjectType('Viewer', { description: 'Whoever asks, as the service knows them.' })
export class Viewer {
  @Field(() => String, {
    description:
      'Who it is, the same each time: `local` without authentication, else `token:<id>` or `oidc:<issuer>#<subject>`.',
  })
  readonly subject!: string;

  @Field(() => String, {
    description: 'The name of the project they work in: what they store is theirs, and what they see.',
  })
  readonly project!: string;

  @Field(() => [String], { description: 'Their roles, by which the policy says what they may do.' })
  readonly roles!: readonly string[];
}

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Whoever asks.' })
  viewer(@Ctx() { caller: { principal } }: ApiContext): Viewer {
    return { subject: principal.subject, project: principal.project.name, roles: principal.roles };
  }
}
