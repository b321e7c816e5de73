import type { LogLevel } from './sdk.ts';

/** One line that an action writes. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
