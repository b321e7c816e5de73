import { isId } from '../base/ids.ts';
import type { Finding } from './problems.ts';

/** Characters of a name: what the column holds. */
export const NAME_LENGTH = 255;

/** What keeps a name from being stored. `what` is the kind of thing; `path` leads to it in the text. */
export function nameProblems(what: string, name: string, path: readonly string[]): Finding[] {
  const message = wrongName(what, name);
  return message === undefined ? [] : [{ path, message }];
}

function wrongName(what: string, name: string): string | undefined {
  if (name.trim() === '') return `The name of ${what} may not be empty.`;
  if (name.length > NAME_LENGTH) return `The name of ${what} may have ${NAME_LENGTH} characters.`;
  if (/\s/.test(name)) return `The name '${name}' may not hold spaces.`;
  if (/\p{Cc}/u.test(name)) return `The name of ${what} may not hold control characters.`;
  if (isId(name)) return `The name '${name}' has the form of an id, so nobody could tell which is meant.`;
  return undefined;
}
