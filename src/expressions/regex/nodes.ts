/** Whether a character, given by its code point, belongs. */
export type CharacterTest = (code: number) => boolean;

export type AssertionKind = 'start' | 'lineStart' | 'end' | 'lineEnd' | 'endBeforeBreak' | 'wordEdge' | 'noWordEdge';

/** A parsed pattern. */
export type Pattern =
  | { readonly kind: 'one'; readonly test: CharacterTest }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: Pattern }
  | {
      readonly kind: 'repeat';
      readonly body: Pattern;
      readonly minimum: number;
      readonly maximum: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'again'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly kind: 'look'; readonly body: Pattern; readonly isBehind: boolean; readonly isNegated: boolean }
  | { readonly kind: 'atomic'; readonly body: Pattern }
  | { readonly kind: 'condition'; readonly group: number; readonly yes: Pattern; readonly no: Pattern }
  | { readonly kind: 'assertion'; readonly assertion: AssertionKind };

export const NOTHING: Pattern = { kind: 'sequence', parts: [] };

export interface ParsedPattern {
  readonly pattern: Pattern;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
}

export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}
