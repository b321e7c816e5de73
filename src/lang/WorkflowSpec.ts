import type { Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import type { Clause, TaskSpec } from './TaskSpec.ts';

/** A workflow as its definition says it, ready to be run. Plain data: it is cached by text and sent between processes. */
export interface WorkflowSpec {
  readonly name: string;
  readonly type: 'direct' | 'reverse';
  readonly description?: string;
  readonly tags: readonly string[];
  readonly input: readonly InputSpec[];
  readonly vars?: Mapping;
  readonly output?: Mapping;
  readonly outputOnError?: Mapping;
  /** Beyond Mistral: seconds the whole execution may take, or an expression that gives them. */
  readonly timeoutSeconds?: Value;
  /** By name. The order in which they are written is that of `taskNames`: names that look like numbers move otherwise. */
  readonly tasks: Readonly<Record<string, TaskSpec>>;
  readonly taskNames: readonly string[];
  /** For each task: who names it as next, in the order written. In reverse workflows always empty. */
  readonly inbound: Readonly<Record<string, readonly InboundSpec[]>>;
  /** The workflow as it is written, for expressions that look at `spec`. */
  readonly source: Mapping;
  /** Direct: the tasks nobody names. Reverse: the tasks that require nothing. */
  readonly startTasks: readonly string[];
}

/** One parameter. Expressions in a default stay text, as in Mistral. */
export interface InputSpec {
  readonly name: string;
  readonly hasDefault: boolean;
  readonly default?: Value;
}

/** One task that names another as next, and in which clauses it does. */
export interface InboundSpec {
  readonly task: string;
  readonly clauses: readonly Clause[];
}
