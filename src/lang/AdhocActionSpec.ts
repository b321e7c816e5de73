import type { Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import type { InputSpec } from './WorkflowSpec.ts';

/** An action made of another action. Plain data. */
export interface AdhocActionSpec {
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Name of the action it stands on. */
  readonly base: string;
  /** What the base gets: `base-input`, with the parameters written beside the name of the base put in; those win. */
  readonly baseInput: Mapping;
  readonly input: readonly InputSpec[];
  /** Made of the base's result; absent means the result itself. */
  readonly output?: Value;
}
