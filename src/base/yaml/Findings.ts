import type { Doubt } from './Doubt.ts';

/** What comes up while a text is composed. */
export interface Findings {
  readonly doubts: Doubt[];
  mergedEntries: number;
}
