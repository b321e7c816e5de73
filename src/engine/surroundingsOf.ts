import { newId, newUuid } from '../base/ids.ts';
import type { Surroundings } from '../workflow/Draft.ts';
import type { EngineParts } from './EngineParts.ts';

/** What a decision is handed because it may not make it. */
export function surroundingsOf({ clock, hasAction, isInstant, actionProblem }: EngineParts): Surroundings {
  return { now: clock.now(), newId, newUuid, random: Math.random, hasAction, isInstant, actionProblem };
}
