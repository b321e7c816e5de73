import type { Float } from '../json.ts';

/** What a YAML text is made of, with places: `start` and `end` are offsets in the text. */
export type Node = ScalarNode | SequenceNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  /** The text without quotes, folding done. */
  readonly text: string;
  readonly style: ScalarStyle;
  readonly value: ScalarValue;
  /** Whether YAML 1.1 makes a date of it, which no workflow can hold. `value` is then the text. */
  readonly isDate: boolean;
  /** Whether it looks like a value of YAML 1.1 and cannot be one (`0b_`, `=`); never in what `readYaml` gives. */
  readonly isWrong: boolean;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';
export type ScalarValue = null | boolean | string | number | bigint | Float;

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly start: number;
  readonly end: number;
  readonly items: readonly Node[];
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly start: number;
  readonly end: number;
  readonly isFlow: boolean;
  /** No two with the same key: of duplicates the last one counts, at the place of the first. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}
