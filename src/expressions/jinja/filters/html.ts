/** Filters for HTML and URLs. */
import { Failure } from '../../Failure.ts';
import { dictEntries, isDictionary } from '../../values/dictionaries.ts';
import { isTruthy } from '../../values/truth.ts';
import { linked } from '../formatting/links.ts';
import { withoutTags } from '../methods/markup.ts';
import { isIterable, toList } from '../runtime/iteration.ts';
import { needText, optionalInteger, optionalText } from '../runtime/needs.ts';
import { pairsOf } from '../runtime/pairs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { escapeHtml, Markup } from '../things/Markup.ts';
import { type Thing, textOf } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';

const escape = takes('', (run, value) => run.escaped(value));

export const HTML_FILTERS: Readonly<Record<string, Routine>> = {
  e: escape,
  escape,
  forceescape: takes('', (run, value) => new Markup(run.made(escapeHtml(run.text(value))))),
  safe: takes('', (run, value) => new Markup(run.text(value))),
  striptags: takes('', (run, value) => run.made(withoutTags(run.text(value)))),
  xmlattr: takes('autospace?', (run, value, autospace: Thing = true) => attributes(run, value, isTruthy(autospace))),
  urlencode: takes('', urlEncode),
  urlize: takes('trim_url_limit? nofollow? target? rel? extra_schemes?', urlize),
};

function attributes(run: Run, value: Thing, hasSpace: boolean): Thing {
  if (!isDictionary(value)) throw new Failure('xmlattr needs a dictionary');
  const parts: string[] = [];
  for (const [key, member] of dictEntries(value)) {
    if (member === null || (member as Thing) instanceof Undefined) continue;
    const name = needText(key, 'an attribute name');
    if (/[\s/>=]/.test(name)) throw new Failure('Invalid character in attribute name');
    parts.push(`${escapeHtml(name)}="${run.escaped(member).value}"`);
  }
  const text = parts.join(' ');
  return run.output(run.made(hasSpace && text !== '' ? ` ${text}` : text));
}

function urlEncode(run: Run, value: Thing): Thing {
  const isPairs = textOf(value) === undefined && isIterable(run, value);
  if (!isPairs) return run.made(quoted(run.text(value), true));
  const pairs = pairsOf(run, value).map(([key, member]) => `${forQuery(run, key)}=${forQuery(run, member)}`);
  return run.made(pairs.join('&'));
}

function forQuery(run: Run, value: Thing): string {
  return quoted(run.text(value), false).replaceAll('%20', '+');
}

function quoted(text: string, keepSlash: boolean): string {
  if (!text.isWellFormed()) throw new Failure('a lone surrogate cannot be encoded');
  const encoded = encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}

function urlize(
  run: Run,
  value: Thing,
  limit: Thing = null,
  noFollow: Thing = false,
  target: Thing = null,
  rel: Thing = null,
  schemes: Thing = null,
): Thing {
  const relations = new Set((optionalText(rel) ?? '').split(/\s+/).filter(Boolean));
  if (isTruthy(noFollow)) relations.add('nofollow');
  relations.add('noopener');
  const extra = schemes === null ? [] : toList(run, schemes).map((scheme) => needText(scheme));
  if (extra.some((scheme) => !/^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u.test(scheme))) {
    throw new Failure('an extra scheme is not a valid URI scheme prefix');
  }
  run.budget.step(run.text(value).length);
  const text = linked(run.escaped(value).value, {
    limit: optionalInteger(limit),
    rel: escapeHtml([...relations].sort().join(' ')),
    target: optionalText(target) === undefined ? undefined : escapeHtml(optionalText(target) as string),
    schemes: extra,
  });
  return run.output(run.made(text));
}
