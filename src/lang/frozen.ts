/** The same plain data, which nobody can change any more. */
export function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  const members = value instanceof Map ? value.values() : Object.values(value);
  for (const member of members) frozen(member);
  return Object.freeze(value);
}
