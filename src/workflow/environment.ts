import { mappingOf } from '../base/mappingOf.ts';
import { dictGet, isDictionary } from '../expressions/values/dictionaries.ts';
import type { Draft } from './Draft.ts';
import type { Values } from './Facts.ts';
import { overlay } from './values.ts';

/** Puts values into the environment of this execution, over those it has. */
export function mergeEnvironment(draft: Draft, env: Values | null): void {
  if (!env) return;
  const { params } = draft.execution;
  const before = dictGet(params, 'env');
  const merged = overlay(isDictionary(before) ? (before as Values) : {}, env);
  draft.setExecution({ params: overlay(params, mappingOf([['env', merged]])) });
}
