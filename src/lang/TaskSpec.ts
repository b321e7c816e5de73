import type { Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import type { PolicySpec } from './PolicySpec.ts';

/** One step of a workflow, with the workflow's `task-defaults` merged in. Plain data. */
export interface TaskSpec {
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Name of the action, or an expression that gives it. A task that names neither action nor workflow has `std.noop`. */
  readonly action?: string;
  /** Name of the sub-workflow, or an expression that gives it. Never together with `action`. */
  readonly workflow?: string;
  /**
   * `input` with the parameters written beside the name (`std.echo output="hi"`) put in: as Mistral, those win.
   * A string where the whole input is one expression, or a text that will turn out to be no input.
   */
  readonly input: Mapping | string;
  readonly withItems?: readonly WithItemsSpec[];
  readonly publish?: PublishSpec;
  readonly publishOnError?: PublishSpec;
  /** Beyond Mistral 15. */
  readonly publishOnSkip?: PublishSpec;
  readonly onSuccess?: TransitionsSpec;
  readonly onError?: TransitionsSpec;
  readonly onComplete?: TransitionsSpec;
  /** Beyond Mistral 15. */
  readonly onSkip?: TransitionsSpec;
  /** How many inbound tasks the task waits for (`one` is 1); never 0. */
  readonly join?: 'all' | number;
  /** Names of the tasks that have to succeed first; only in reverse workflows. */
  readonly requires: readonly string[];
  /** A boolean or an expression. */
  readonly keepResult: Value;
  readonly target?: string;
  /** A boolean or an expression. */
  readonly safeRerun: Value;
  readonly policies: PolicySpec;
}

/** `variable in items`: a literal list, or an expression that gives something to iterate. */
export interface WithItemsSpec {
  readonly variable: string;
  readonly items: readonly Value[] | string;
}

/** Variables to set: in this branch, or for the whole execution. */
export interface PublishSpec {
  readonly branch?: Mapping;
  readonly global?: Mapping;
}

/** The clauses of a task that say where to go next. */
export const CLAUSES = ['onSuccess', 'onError', 'onComplete', 'onSkip'] as const;
export type Clause = (typeof CLAUSES)[number];

export interface TransitionsSpec {
  readonly publish?: PublishSpec;
  readonly next: readonly TransitionSpec[];
}

export interface TransitionSpec {
  /** A task of the workflow, or an engine command where there is no task of that name. */
  readonly target: string;
  /** An expression; absent means always. */
  readonly condition?: string;
  /** `msg` of an engine command: a text that may hold expressions. */
  readonly message?: Value;
}

/** Transition targets that act on the execution. A task of the same name takes precedence. */
export const ENGINE_COMMANDS = ['noop', 'fail', 'succeed', 'pause'] as const;
export type EngineCommand = (typeof ENGINE_COMMANDS)[number];
