import type { Draft } from './Draft.ts';
import { GRAPH_RULES, RULES } from './rules/index.ts';

/** Reports everything the rules have to say about a workflow. `isWhole`: nothing of it was left out in reading. */
export function inspect(draft: Draft, isWhole: boolean): void {
  for (const rule of RULES) rule(draft);
  if (isWhole) for (const rule of GRAPH_RULES) rule(draft);
}
