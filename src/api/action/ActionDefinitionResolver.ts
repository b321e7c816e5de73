import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ForbiddenError } from '../../base/errors.ts';
import type { StoredDefinition } from '../../catalog/Definition.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { ApiContext } from '../ApiParts.ts';
import { ForwardArguments } from '../connection.ts';
import {
  changesOf,
  DefinitionChanges,
  DefinitionRevisionConnection,
  revisionsOf,
  SinceArguments,
} from '../definition/revisions.ts';
import { NO_WARNINGS, warningsOf } from '../definition/warnings.ts';
import { blame, payloadOf } from '../errors/toUserError.ts';
import { Action, ActionConnection } from './Action.ts';
import { actionId } from './actionId.ts';
import { adhocAction } from './adhocAction.ts';
import { ActionFilter, CreateActionsInput, DeleteActionInput, UpdateActionsInput } from './inputs.ts';
import { countActions, pageOfActions } from './pageOfActions.ts';
import { ActionsPayload, DeleteActionPayload } from './payloads.ts';
import { pluginAction } from './pluginAction.ts';

const DEFINITION = ['input', 'definition'];

/** The actions there are. */
@Resolver(() => Action)
export class ActionDefinitionResolver {
  @Query(() => Action, {
    nullable: true,
    description:
      'The action that a task would run by this name; null where there is none. Those of plugins come first.',
  })
  async action(
    @Ctx() context: ApiContext,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
    @Arg('namespace', () => String, { nullable: true, defaultValue: '', description: 'Where the name counts.' })
    namespace?: string | null,
  ): Promise<Action | null> {
    const { actions, adhocActions, projectId } = context.parts;
    const loaded = actions.get(name);
    if (loaded) return pluginAction(loaded);
    const row = await adhocActions.find(name, { projectId, namespace: namespace ?? '' });
    return row && adhocAction(row, context);
  }

  @Query(() => ActionConnection, { description: 'The actions that tasks can run, by name.' })
  async actions(
    @Ctx() context: ApiContext,
    @Args(() => ForwardArguments) part: ForwardArguments,
    @Arg('filter', () => ActionFilter, { nullable: true, description: 'Which ones.' }) filter?: ActionFilter | null,
  ): Promise<ActionConnection> {
    const page = await pageOfActions(context, pageRequest(part), filter);
    return new ActionConnection(page, () => countActions(context, filter));
  }

  @FieldResolver(() => DefinitionRevisionConnection, {
    description: 'The texts it has had, the newest first; none for the actions of plugins.',
  })
  revisions(
    @Ctx() { reads }: ApiContext,
    @Root() { id }: Action,
    @Args(() => ForwardArguments) part: ForwardArguments,
  ): Promise<DefinitionRevisionConnection> {
    return revisionsOf(reads.adhocActionRevisions, id, part);
  }

  @FieldResolver(() => DefinitionChanges, {
    nullable: true,
    description: 'What is different in it from an earlier revision; null for the actions of plugins.',
  })
  async changes(
    @Ctx() { reads }: ApiContext,
    @Root() action: Action,
    @Args(() => SinceArguments) { since }: SinceArguments,
  ): Promise<DefinitionChanges | null> {
    if (action.revision === null) return null;
    return changesOf(reads.adhocActionRevisions, action, { from: since, to: action.revision });
  }

  @Mutation(() => ActionsPayload, { description: 'Stores the ad-hoc actions of a text: all of them, or none.' })
  createActions(
    @Ctx() context: ApiContext,
    @Arg('input', () => CreateActionsInput, { description: 'The text.' }) input: CreateActionsInput,
  ): Promise<ActionsPayload> {
    return payloadOf<ActionsPayload>({ actions: [], ...NO_WARNINGS }, async () => {
      const given = {
        projectId: context.parts.projectId,
        namespace: input.namespace ?? '',
        visibility: input.scope ?? 'PRIVATE',
        tags: input.tags ?? [],
      };
      const stored = await context.parts.adhocActions.create(input.definition, given).catch(blame(DEFINITION));
      return payloadFor(input.definition, stored, context);
    });
  }

  @Mutation(() => ActionsPayload, { description: 'Gives each ad-hoc action of a text a new revision.' })
  updateActions(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateActionsInput, { description: 'The text.' }) input: UpdateActionsInput,
  ): Promise<ActionsPayload> {
    return payloadOf<ActionsPayload>({ actions: [], ...NO_WARNINGS }, async () => {
      const given = {
        projectId: context.parts.projectId,
        namespace: input.namespace ?? '',
        visibility: input.scope ?? undefined,
        tags: input.tags ?? undefined,
      };
      const stored = await context.parts.adhocActions.update(input.definition, given).catch(blame(DEFINITION));
      return payloadFor(input.definition, stored, context);
    });
  }

  @Mutation(() => DeleteActionPayload, { description: 'Takes an ad-hoc action away. Runs that have begun go on.' })
  deleteAction(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => DeleteActionInput, { description: 'Which one.' }) { id }: DeleteActionInput,
  ): Promise<DeleteActionPayload> {
    const path = ['input', 'id'];
    return payloadOf<DeleteActionPayload>({ deletedId: null }, async () => {
      const loaded = parts.actions.list().find(({ name }) => actionId(name) === id);
      if (loaded) {
        throw new ForbiddenError(`Action '${loaded.name}' belongs to the plugin '${loaded.plugin}'.`).at(path);
      }
      await parts.adhocActions.delete(id, parts.projectId).catch(blame(path));
      return { deletedId: id };
    });
  }
}

function payloadFor(
  text: string,
  stored: readonly StoredDefinition[],
  context: ApiContext,
): Omit<ActionsPayload, 'errors'> {
  const actions = stored.map(({ row, revision }) => adhocAction(row, context, revision));
  return { actions, ...warningsOf(context.parts, 'ACTION', text) };
}
