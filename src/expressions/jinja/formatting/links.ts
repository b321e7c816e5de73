/** Turns what looks like an address in a text, already escaped, into a link. */

interface LinkStyle {
  /** Characters of the address that are shown. */
  readonly limit: number | undefined;
  readonly rel: string;
  readonly target: string | undefined;
  readonly schemes: readonly string[];
}

const HOST = String.raw`(?:[\p{L}\p{N}_%-]+\.)*(?:[a-z]{2,63}|xn--[\p{L}\p{N}_%]{2,59})`;
const WELL_KNOWN = String.raw`(?:[\p{L}\p{N}_%-]{2,63}\.)+(?:com|net|int|edu|gov|org|info|mil)`;
const NUMERIC = String.raw`https?://(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\])`;
const WEB = new RegExp(`^(?:(?:https?://|www\\.)${HOST}|${WELL_KNOWN}|${NUMERIC})(?::\\d{1,5})?(?:[/?#]\\S*)?$`, 'iu');
const MAIL = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;
const PAIRS = [
  ['(', ')'],
  ['<', '>'],
  ['&lt;', '&gt;'],
] as const;

export function linked(text: string, style: LinkStyle): string {
  return text
    .split(/(\s+)/)
    .map((word) => linkWord(word, style))
    .join('');
}

function linkWord(word: string, style: LinkStyle): string {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let tail = closingOf(middle);
  middle = middle.slice(0, middle.length - tail.length);
  for (const [open, close] of PAIRS) {
    const missing = count(middle, open) - count(middle, close);
    if (missing <= 0) continue;
    for (let left = Math.min(count(middle, open), count(tail, close)); left > 0; left--) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return head + link(middle, style) + tail;
}

function link(address: string, { limit, rel, target, schemes }: LinkStyle): string {
  const attributes = `${rel ? ` rel="${rel}"` : ''}${target ? ` target="${target}"` : ''}`;
  if (WEB.test(address)) {
    const shown = limit !== undefined && address.length > limit ? `${address.slice(0, limit)}...` : address;
    const href = /^https?:\/\//.test(address) ? address : `https://${address}`;
    return `<a href="${href}"${attributes}>${shown}</a>`;
  }
  if (address.startsWith('mailto:') && MAIL.test(address.slice(7)))
    return `<a href="${address}">${address.slice(7)}</a>`;
  if (!address.startsWith('www.') && !address.includes(':') && MAIL.test(address)) {
    return `<a href="mailto:${address}">${address}</a>`;
  }
  const isExtra = schemes.some((scheme) => address !== scheme && address.startsWith(scheme));
  return isExtra ? `<a href="${address}"${attributes}>${address}</a>` : address;
}

/** The punctuation at the end. A pattern would try again from each of its characters. */
function closingOf(word: string): string {
  let start = word.length;
  for (;;) {
    if (word.endsWith('&gt;', start)) start -= 4;
    else if (start > 0 && ')>.,\n'.includes(word.charAt(start - 1))) start--;
    else return word.slice(start);
  }
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
