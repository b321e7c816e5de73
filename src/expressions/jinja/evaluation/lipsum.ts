import { Failure } from '../../Failure.ts';
import { isTruthy } from '../../values/truth.ts';
import { capitalized } from '../formatting/cases.ts';
import { needInteger } from '../runtime/needs.ts';
import type { Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { Markup } from '../things/Markup.ts';
import type { Thing } from '../things/Thing.ts';

const WORDS = (
  'ad amet aliqua aute cillum commodo consectetur culpa cupidatat deserunt do dolor dolore duis ea eiusmod elit enim esse est et ' +
  'eu ex excepteur exercitation fugiat id in incididunt ipsum irure labore laboris laborum lorem magna minim mollit nisi non ' +
  'nostrud nulla occaecat officia pariatur proident qui quis reprehenderit sed sint sit sunt tempor ullamco ut velit veniam voluptate'
).split(' ');

/** Text to fill a page with: `lipsum(n, html, min, max)`. */
export const lipsum = takes('n? html? min? max?', (run, _none, n?: Thing, html?: Thing, min?: Thing, max?: Thing) => {
  const [least, most] = [needInteger(min ?? 20), needInteger(max ?? 100)];
  if (most <= least) throw new Failure('empty range for randrange()');
  const paragraphs = Array.from({ length: Math.min(needInteger(n ?? 5), 10_000) }, () => paragraph(run, least, most));
  if (!isTruthy(html ?? true)) return run.made(paragraphs.join('\n\n'));
  return new Markup(run.made(paragraphs.map((text) => `<p>${text}</p>`).join('\n')));
});

function paragraph(run: Run, least: number, most: number): string {
  const words: string[] = [];
  let left = least + pick(run, most - least);
  while (left > 0) {
    const length = Math.min(left, 4 + pick(run, 12));
    const sentence = Array.from({ length }, () => WORDS[pick(run, WORDS.length)] as string);
    words.push(`${capitalized(sentence.join(' '))}.`);
    run.budget.element(length);
    left -= length;
  }
  return words.join(' ');
}

function pick(run: Run, count: number): number {
  const { services } = run.scope;
  if (!services?.random) throw new Failure('lipsum() is not available here');
  return Math.floor(services.random() * count);
}
