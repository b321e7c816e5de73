import type { Draft } from '../Draft.ts';
import { looksLikeUuid } from '../patterns.ts';

const MAX_LENGTH = 255;

/**
 * The name of a workflow tells it from an id. As Mistral, one that is empty, has spaces or is very long passes here; but
 * nothing can be stored under it.
 */
export function workflowIsNamed({ spec, place }: Draft): void {
  const { name } = spec;
  if (looksLikeUuid(name)) place.error('Workflow name cannot be in the format of UUID.');
  if (name.length > MAX_LENGTH) place.warn(`The length of a workflow name must not exceed ${MAX_LENGTH} symbols.`);
  if (name.includes(' ')) place.warn(`Name '${name}' must not contain spaces.`, `use '${name.replaceAll(' ', '_')}'`);
  if (name === '') place.warn('A workflow without a name cannot be stored.');
}
