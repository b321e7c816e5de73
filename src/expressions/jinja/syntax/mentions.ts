/** Whether a name occurs anywhere in a part of a template. */
export function mentions(part: unknown, name: string): boolean {
  if (part === null || typeof part !== 'object') return false;
  if ('kind' in part && part.kind === 'name' && 'name' in part && part.name === name) return true;
  return Object.values(part).some((inner) => mentions(inner, name));
}
