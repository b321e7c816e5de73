import type { CronTriggerChanges, WorkflowAsked } from '../../scheduler/CronTriggers.ts';
import type { CronTriggerAsked } from '../../scheduler/checkCronTrigger.ts';
import { paramsOf } from '../execution/startOf.ts';
import { objectAt } from '../objectAt.ts';
import type { CreateCronTriggerInput, UpdateCronTriggerInput } from './inputs.ts';

const INPUT = ['input', 'input'];

/** A trigger as a client asks for it. Null is as good as absent where there is a default. */
export function newTriggerOf(asked: CreateCronTriggerInput): CronTriggerAsked & WorkflowAsked {
  return {
    name: asked.name,
    description: asked.description ?? null,
    scope: asked.scope ?? 'PRIVATE',
    workflow: asked.workflow,
    namespace: asked.namespace ?? '',
    input: objectAt(INPUT, asked.input, {}),
    params: paramsOf(asked.params ?? {}),
    pattern: asked.pattern ?? null,
    timeZone: asked.timeZone ?? 'UTC',
    firstExecutionTime: asked.firstExecutionTime ?? null,
    startsAt: asked.startsAt ?? null,
    endsAt: asked.endsAt ?? null,
    remainingExecutions: asked.remainingExecutions ?? null,
    missed: asked.missed ?? 'LAST',
    missedLimit: asked.missedLimit ?? 100,
    overlap: asked.overlap ?? 'ALLOW',
    jitterSeconds: asked.jitterSeconds ?? 0,
  };
}

/** What a client wants to be different. */
export function changesOf({ id: _, input, params, ...asked }: UpdateCronTriggerInput): CronTriggerChanges {
  const optional = pick(asked, [
    'description',
    'pattern',
    'firstExecutionTime',
    'startsAt',
    'endsAt',
    'remainingExecutions',
  ]);
  const needed = pick(asked, [
    ...(['expectedVersion', 'name', 'workflow', 'namespace', 'scope'] as const),
    ...(['timeZone', 'missed', 'missedLimit', 'overlap', 'jitterSeconds'] as const),
  ]);
  return {
    ...withoutNulls(needed),
    ...optional,
    ...(input !== undefined && { input: objectAt(INPUT, input, {}) }),
    ...(params !== undefined && { params: paramsOf(params ?? {}) }),
  } as CronTriggerChanges;
}

function pick<T extends object, Name extends keyof T>(from: T, names: readonly Name[]): Partial<Pick<T, Name>> {
  const given = names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]] as const);
  return Object.fromEntries(given) as Partial<Pick<T, Name>>;
}

function withoutNulls<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>;
}
