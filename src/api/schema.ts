import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { Bug } from '../base/errors.ts';
import { guardSchema } from './access/guardSchema.ts';
import { ViewerResolver } from './access/Viewer.ts';
import { ActionDefinitionResolver } from './action/ActionDefinitionResolver.ts';
import { ActionResolver } from './action/ActionResolver.ts';
import { RunActionResolver } from './action/RunActionResolver.ts';
import { CronTriggerResolver } from './cronTrigger/CronTriggerResolver.ts';
import { DefinitionResolver } from './definition/DefinitionResolver.ts';
import { EvaluationResolver } from './definition/EvaluationResolver.ts';
import { EnvironmentResolver } from './environment/EnvironmentResolver.ts';
import { ExecutionResolver } from './execution/ExecutionResolver.ts';
import { ExecutorResolver } from './executor/ExecutorResolver.ts';
import { InterventionResolver } from './InterventionResolver.ts';
import { NodeResolver } from './NodeResolver.ts';
import { PluginResolver } from './plugin/PluginResolver.ts';
import { StreamResolver } from './stream/StreamResolver.ts';
import { TaskResolver } from './task/TaskResolver.ts';
import { WorkbookResolver } from './workbook/WorkbookResolver.ts';
import { WorkflowResolver } from './workflow/WorkflowResolver.ts';

/** type-graphql wants one as soon as there is a subscription. Ours subscribe to the change log by themselves. */
const UNUSED: PubSub = {
  publish: () => {
    throw new Bug('Nothing is published by way of type-graphql.');
  },
  subscribe: () => {
    throw new Bug('Nothing is published by way of type-graphql.');
  },
};

/** The GraphQL schema, made of the resolvers. Each operation asks whether the caller may. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      NodeResolver,
      WorkflowResolver,
      WorkbookResolver,
      EnvironmentResolver,
      ExecutionResolver,
      TaskResolver,
      ActionResolver,
      RunActionResolver,
      ActionDefinitionResolver,
      DefinitionResolver,
      EvaluationResolver,
      InterventionResolver,
      CronTriggerResolver,
      StreamResolver,
      ViewerResolver,
      PluginResolver,
      ExecutorResolver,
    ],
    // Arguments are checked by GraphQL itself and, for what it cannot know, where they are used.
    validate: false,
    pubSub: UNUSED,
  });
  return guardSchema(schema);
}
