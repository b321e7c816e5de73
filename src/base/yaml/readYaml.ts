import { LimitError } from '../errors.ts';
import { Composer } from './Composer.ts';
import type { Doubt } from './Doubt.ts';
import { Lines } from './Lines.ts';
import type { Node } from './Node.ts';
import { Scanner } from './Scanner.ts';
import { YamlFailure } from './YamlFailure.ts';

/** Characters a text may have. */
export const MAX_TEXT_LENGTH = 2 << 20;

/** What a text holds as YAML 1.1, or why it cannot be read. */
export interface YamlText {
  readonly lines: Lines;
  /** Absent where the text is empty or not YAML. */
  readonly root?: Node;
  readonly failure?: YamlFailure;
  readonly doubts: readonly Doubt[];
}

export interface YamlDialect {
  /** Whether `&name` and `*name` mean what YAML says. Without, they and `@` are letters that a text may begin with. */
  readonly hasAnchors?: boolean;
}

/** Reads the one document of a text, as PyYAML would. Never throws; a text too long is not looked at. */
export function readYaml(text: string, { hasAnchors = false }: YamlDialect = {}): YamlText {
  if (text.length > MAX_TEXT_LENGTH) {
    const { message } = new LimitError('The text', MAX_TEXT_LENGTH, text.length, 'characters');
    return { lines: new Lines(''), failure: new YamlFailure(message, 0), doubts: [] };
  }
  const lines = new Lines(text);
  const unprintable = findUnprintable(text);
  if (unprintable) return { lines, failure: unprintable, doubts: [] };
  const composer = new Composer(new Scanner(text, hasAnchors).scan());
  try {
    const root = composer.compose();
    return { lines, root, doubts: composer.findings.doubts };
  } catch (error) {
    if (!(error instanceof YamlFailure)) throw error;
    return { lines, failure: error, doubts: composer.findings.doubts };
  }
}

function findUnprintable(text: string): YamlFailure | undefined {
  const match = /(?![\t\n\r\x85])[\p{Cc}\p{Surrogate}\ufffe\uffff]/u.exec(text);
  if (!match) return undefined;
  const code = (match[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return new YamlFailure(`The character U+${code} is not allowed in YAML.`, match.index);
}
