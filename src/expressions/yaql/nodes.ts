import type { Value } from '../../base/json.ts';

/** A parsed expression. `at` is the offset of what an error about it should point to. */
export type Node = Constant | Variable | Call | Binary | Unary | Index | Items | Wrapped | Rule;

export interface Constant {
  readonly kind: 'constant';
  readonly value: Value;
  /** A bare word: text by itself, a name where a name is asked for. */
  readonly isWord: boolean;
  readonly at: number;
}

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  readonly at: number;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Argument[];
  readonly at: number;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
  readonly at: number;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Node;
  readonly at: number;
}

/** `object[args]` */
export interface Index {
  readonly kind: 'index';
  readonly args: readonly Argument[];
  readonly at: number;
}

/** `[args]` and `{args}` */
export interface Items {
  readonly kind: 'list' | 'map';
  readonly args: readonly Argument[];
  readonly at: number;
}

/** In parentheses: no longer a call that a `.` before it could give a receiver. */
export interface Wrapped {
  readonly kind: 'wrapped';
  readonly inner: Node;
  readonly at: number;
}

/** `source => destination` */
export interface Rule {
  readonly kind: 'rule';
  readonly source: Node;
  readonly destination: Node;
  readonly at: number;
}

/** A place left empty, as in `f(1,,2)`. */
export const SKIPPED = Symbol('skipped');
export type Argument = Node | typeof SKIPPED;
