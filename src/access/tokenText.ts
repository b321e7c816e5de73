import { createHash, randomBytes } from 'node:crypto';
import type { Id } from '../base/ids.ts';

/**
 * The text of an API token: `tmt_`, its id, and a secret of 256 bits. The id finds the row; of the secret only the SHA-256 is
 * kept, which is enough because nobody can guess through 256 random bits.
 */
const FORM = /^tmt_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** A new text, to be shown once, and what is kept of it. */
export function newTokenText(id: Id): { text: string; hash: string } {
  const text = `tmt_${id.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashOf(text) };
}

/** The id in a token's text; `undefined` where it is no such text. */
export function tokenIdOf(text: string): Id | undefined {
  return FORM.exec(text)?.slice(1, 6).join('-');
}

/** What is kept of a text: SHA-256, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
