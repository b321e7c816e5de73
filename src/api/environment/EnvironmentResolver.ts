import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { whereText } from '../../persistence/reads/filters.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import type { EnvironmentRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { BothWaysArguments, mapPage } from '../connection.ts';
import { blame, payloadOf } from '../errors/toUserError.ts';
import { Environment, EnvironmentConnection } from './Environment.ts';
import { CreateEnvironmentInput, DeleteEnvironmentInput, EnvironmentFilter, UpdateEnvironmentInput } from './inputs.ts';
import { DeleteEnvironmentPayload, EnvironmentPayload } from './payloads.ts';

/** Stored environments. */
@Resolver(() => Environment)
export class EnvironmentResolver {
  @Query(() => Environment, { nullable: true, description: 'An environment; null where there is none.' })
  async environment(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<Environment | null> {
    const row = await parts.environments.find(name, parts.projectId);
    return row && new Environment(row, reads, row.variables);
  }

  @Query(() => EnvironmentConnection, { description: 'Stored environments, in the order they were first stored.' })
  async environments(
    @Ctx() { parts, reads }: ApiContext,
    @Args(() => BothWaysArguments) part: BothWaysArguments,
    @Arg('filter', () => EnvironmentFilter, { nullable: true, description: 'Which ones.' })
    filter?: EnvironmentFilter | null,
  ): Promise<EnvironmentConnection> {
    const narrow: Narrow<EnvironmentRow> = (query) => {
      query.andWhere('row.project_id = :projectId', { projectId: parts.projectId });
      whereText(query, 'name', filter?.name);
    };
    const page = await reads.environments.page(pageRequest(part), narrow);
    return new EnvironmentConnection(
      mapPage(page, (row) => new Environment(row, reads)),
      () => reads.environments.count(narrow),
    );
  }

  @Mutation(() => EnvironmentPayload, { description: 'Stores variables under a name.' })
  createEnvironment(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => CreateEnvironmentInput, { description: 'The name and the variables.' })
    { name, variables, description = null, scope }: CreateEnvironmentInput,
  ): Promise<EnvironmentPayload> {
    return payloadOf<EnvironmentPayload>({ environment: null }, async () => {
      const { projectId, environments } = parts;
      const visibility = scope ?? 'PRIVATE';
      const row = await environments.create({ projectId, name, variables, description, visibility });
      return { environment: new Environment(row, reads, row.variables) };
    });
  }

  @Mutation(() => EnvironmentPayload, {
    description: 'Changes an environment. Executions keep the variables they started with.',
  })
  updateEnvironment(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => UpdateEnvironmentInput, { description: 'What is to change.' })
    { name, variables, description, scope }: UpdateEnvironmentInput,
  ): Promise<EnvironmentPayload> {
    return payloadOf<EnvironmentPayload>({ environment: null }, async () => {
      const { projectId, environments } = parts;
      const changes = { variables: variables ?? undefined, description, visibility: scope ?? undefined };
      const row = await environments.update({ projectId, name, ...changes });
      return { environment: new Environment(row, reads, row.variables) };
    });
  }

  @Mutation(() => DeleteEnvironmentPayload, {
    description: 'Takes an environment away. Executions keep the variables they started with.',
  })
  deleteEnvironment(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => DeleteEnvironmentInput, { description: 'Which one.' }) { id }: DeleteEnvironmentInput,
  ): Promise<DeleteEnvironmentPayload> {
    return payloadOf<DeleteEnvironmentPayload>({ deletedId: null }, async () => {
      await parts.environments.delete(id, parts.projectId).catch(blame(['input', 'id']));
      return { deletedId: id };
    });
  }
}
