import type { Permission } from '../../access/Policy.ts';

type Rule = readonly Permission[];

/** What one has to be allowed for a field of `Query`, `Mutation` or `Subscription`. Each of them has a rule, or nothing starts. */
export const ROOT_RULES: Readonly<Record<string, Rule>> = {
  // What is found is guarded by its type.
  'Query.node': [],
  'Query.viewer': [],
  'Query.workflow': ['workflows:read'],
  'Query.workflows': ['workflows:read'],
  'Query.workbook': ['workbooks:read'],
  'Query.workbooks': ['workbooks:read'],
  'Query.action': ['actions:read'],
  'Query.actions': ['actions:read'],
  'Query.environment': ['environments:read'],
  'Query.environments': ['environments:read'],
  'Query.cronTrigger': ['cron_triggers:read'],
  'Query.cronTriggers': ['cron_triggers:read'],
  'Query.execution': ['executions:read'],
  'Query.executions': ['executions:read'],
  'Query.taskExecution': ['tasks:read'],
  'Query.actionExecution': ['action_executions:read'],
  'Query.plugins': ['plugins:read'],
  'Query.executors': ['executors:read'],
  'Query.validate': ['definitions:check'],
  'Query.evaluate': ['expressions:check'],
  'Mutation.createWorkflows': ['workflows:create'],
  'Mutation.updateWorkflows': ['workflows:update'],
  'Mutation.deleteWorkflow': ['workflows:delete'],
  'Mutation.createWorkbook': ['workbooks:create'],
  'Mutation.updateWorkbook': ['workbooks:update'],
  'Mutation.deleteWorkbook': ['workbooks:delete'],
  'Mutation.createActions': ['actions:create'],
  'Mutation.updateActions': ['actions:update'],
  'Mutation.deleteAction': ['actions:delete'],
  'Mutation.createEnvironment': ['environments:create'],
  'Mutation.updateEnvironment': ['environments:update'],
  'Mutation.deleteEnvironment': ['environments:delete'],
  // Who makes a trigger starts executions.
  'Mutation.createCronTrigger': ['cron_triggers:create', 'executions:create'],
  'Mutation.updateCronTrigger': ['cron_triggers:update', 'executions:create'],
  'Mutation.pauseCronTrigger': ['cron_triggers:update'],
  'Mutation.resumeCronTrigger': ['cron_triggers:update'],
  'Mutation.deleteCronTrigger': ['cron_triggers:delete'],
  'Mutation.fireCronTrigger': ['cron_triggers:read', 'executions:create'],
  'Mutation.backfillCronTrigger': ['cron_triggers:read', 'executions:create'],
  'Mutation.startExecution': ['executions:create'],
  'Mutation.pauseExecution': ['executions:update'],
  'Mutation.resumeExecution': ['executions:update'],
  'Mutation.cancelExecution': ['executions:update'],
  'Mutation.stopExecution': ['executions:update'],
  'Mutation.rerunTask': ['tasks:update'],
  'Mutation.skipTask': ['tasks:update'],
  'Mutation.runAction': ['action_executions:create'],
  'Mutation.completeAction': ['action_executions:update'],
  'Mutation.updateAction': ['action_executions:update'],
  'Subscription.executionStream': ['executions:read', 'tasks:read', 'action_executions:read'],
  'Subscription.executionsStream': ['executions:read'],
};

/**
 * What one has to be allowed for the fields of a type, wherever it is met. Everything with an id of its own has a rule, and so
 * has what tells of such things without showing them.
 */
export const TYPE_RULES: Readonly<Record<string, Rule>> = {
  Workflow: ['workflows:read'],
  Workbook: ['workbooks:read'],
  Action: ['actions:read'],
  Environment: ['environments:read'],
  CronTrigger: ['cron_triggers:read'],
  Plugin: ['plugins:read'],
  Executor: ['executors:read'],
  Execution: ['executions:read'],
  ExecutionGraph: ['tasks:read'],
  ExecutionReport: ['tasks:read', 'action_executions:read'],
  TaskExecution: ['tasks:read'],
  ActionExecution: ['action_executions:read'],
};
