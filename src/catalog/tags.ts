/** Tags as they are kept: a JSON list of texts, each once. */
export function tagsText(tags: readonly string[]): string {
  return JSON.stringify([...new Set(tags)]);
}

/** Tags of a new revision: those of its text and of the request, or the old ones where neither says anything. */
export function tagsAfter(before: string, own: readonly string[], given: readonly string[] | undefined): string {
  return given || own.length > 0 ? tagsText([...own, ...(given ?? [])]) : before;
}
