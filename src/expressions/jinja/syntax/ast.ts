/** What a template is made of once it is parsed. `at` counts characters from the start of the text. */
import type { Float } from '../../../base/json.ts';

export type Expression = { readonly at: number } & (
  | { readonly kind: 'constant'; readonly value: null | boolean | string | number | bigint | Float }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'concat'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'negate' | 'plus'; readonly operand: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'compare'; readonly first: Expression; readonly rest: readonly Comparison[] }
  | {
      readonly kind: 'condition';
      readonly test: Expression;
      readonly chosen: Expression;
      readonly otherwise?: Expression;
    }
  | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly object: Expression; readonly index: Expression }
  | { readonly kind: 'slice'; readonly start?: Expression; readonly stop?: Expression; readonly step?: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: Arguments }
  | FilterUse
  | { readonly kind: 'test'; readonly object: Expression; readonly name: string; readonly args: Arguments }
);

/** Without an object inside a `{% filter %}` or `{% set x | filter %}`, where the block's text takes its place. */
export interface FilterUse {
  readonly at: number;
  readonly kind: 'filter';
  readonly object?: Expression;
  readonly name: string;
  readonly args: Arguments;
}

export type Arithmetic = '+' | '-' | '*' | '/' | '//' | '%' | '**';

export interface Comparison {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';
  readonly operand: Expression;
}

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly keywords: readonly (readonly [string, Expression])[];
  /** `*args` */
  readonly spread?: Expression;
  /** `**kwargs` */
  readonly spreadKeywords?: Expression;
}

export type Target = { readonly at: number } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'tuple'; readonly items: readonly Target[] }
  | { readonly kind: 'member'; readonly name: string; readonly attribute: string }
);

export type Body = readonly Statement[];

export interface Signature {
  readonly parameters: readonly string[];
  /** Of the last parameters. */
  readonly defaults: readonly Expression[];
}

export type Statement = { readonly at: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly value: Expression }
  | ForLoop
  | { readonly kind: 'if'; readonly branches: readonly { test: Expression; body: Body }[]; readonly otherwise: Body }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'setBlock'; readonly target: Target; readonly filter?: FilterUse; readonly body: Body }
  | { readonly kind: 'with'; readonly assignments: readonly (readonly [Target, Expression])[]; readonly body: Body }
  | { readonly kind: 'macro'; readonly name: string; readonly signature: Signature; readonly body: Body }
  | { readonly kind: 'callBlock'; readonly call: Expression; readonly signature: Signature; readonly body: Body }
  | { readonly kind: 'filterBlock'; readonly filter: FilterUse; readonly body: Body }
  | { readonly kind: 'autoescape'; readonly value: Expression; readonly body: Body }
  | {
      readonly kind: 'block';
      readonly name: string;
      readonly isScoped: boolean;
      readonly isRequired: boolean;
      readonly body: Body;
    }
  | { readonly kind: 'load'; readonly tag: string; readonly template: Expression }
);

export interface ForLoop {
  readonly at: number;
  readonly kind: 'for';
  readonly target: Target;
  readonly iterable: Expression;
  readonly test?: Expression;
  readonly isRecursive: boolean;
  readonly body: Body;
  readonly otherwise: Body;
}
