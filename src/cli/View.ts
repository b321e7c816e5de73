import type { Value } from '../base/json.ts';
import type { Change } from './Progress.ts';

export interface Started {
  readonly executionId: string;
  readonly workflow: string;
  /** Where it runs. */
  readonly url: string;
}

export interface Result {
  readonly executionId: string;
  readonly workflow: string;
  readonly state: string;
  readonly stateInfo: string | null;
  readonly output: Value;
  readonly durationMs: number;
}

/** How an execution is shown. */
export interface View {
  /** Something worth knowing beside the execution itself. */
  notice(text: string): void;
  started(what: Started): void;
  changed(change: Change): void;
  ended(result: Result): void;
  /** Nothing more comes, however it ended. */
  close(): void;
}

/** Where a view writes. */
export interface Sink {
  write(text: string): unknown;
}
