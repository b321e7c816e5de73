import type { Call } from './Call.ts';
import type { Inner } from './inner/Inner.ts';
import type { Kind } from './kinds.ts';

/** One parameter. `rest` takes all further positions as an array, `keywords` all further names as a map. */
export interface Parameter<T> {
  readonly name: string;
  readonly kind: Kind<unknown>;
  readonly form: 'one' | 'rest' | 'keywords';
  /** What it is when not given; without one it has to be given. */
  readonly otherwise?: { readonly value: T };
}

/** A function of the library, or one made by `def`; several may share a name and differ in what they accept. */
export interface Overload {
  readonly name: string;
  readonly isFunction: boolean;
  readonly isMethod: boolean;
  /** Takes `a => b` as rules by position instead of as arguments by name. */
  readonly takesRules: boolean;
  readonly parameters: readonly Parameter<unknown>[];
  /** The parameters again, by form: each call asks for them. */
  readonly ones: readonly Parameter<unknown>[];
  readonly rest: Parameter<unknown> | undefined;
  readonly keywords: Parameter<unknown> | undefined;
  run(call: Call, args: readonly unknown[]): Inner;
}

type Given<P extends readonly Parameter<unknown>[]> = {
  [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

type Run<P extends readonly Parameter<unknown>[]> = (call: Call, ...args: Given<P>) => Inner;

function overload<const P extends readonly Parameter<unknown>[]>(
  name: string,
  calledAs: { isFunction: boolean; isMethod: boolean; takesRules?: boolean },
  parameters: P,
  run: Run<P>,
): Overload {
  return {
    name,
    takesRules: false,
    ...calledAs,
    parameters,
    ones: parameters.filter(({ form }) => form === 'one'),
    rest: parameters.find(({ form }) => form === 'rest'),
    keywords: parameters.find(({ form }) => form === 'keywords'),
    run: (call, args) => run(call, ...(args as Given<P>)),
  };
}

/** `name(…)`; operators and literals are functions too, under names of their own. */
export function asFunction<const P extends readonly Parameter<unknown>[]>(
  name: string,
  parameters: P,
  run: Run<P>,
): Overload {
  return overload(name, { isFunction: true, isMethod: false }, parameters, run);
}

/** `receiver.name(…)` */
export function asMethod<const P extends readonly Parameter<unknown>[]>(
  name: string,
  parameters: P,
  run: Run<P>,
): Overload {
  return overload(name, { isFunction: false, isMethod: true }, parameters, run);
}

/** Both ways. */
export function asEither<const P extends readonly Parameter<unknown>[]>(
  name: string,
  parameters: P,
  run: Run<P>,
): Overload {
  return overload(name, { isFunction: true, isMethod: true }, parameters, run);
}

/** The same overload, with `a => b` taken as rules. */
export function takingRules(of: Overload): Overload {
  return { ...of, takesRules: true };
}

export function one<T>(name: string, kind: Kind<T>): Parameter<T> {
  return { name, kind, form: 'one' };
}

export function optional<T, D>(name: string, kind: Kind<T>, otherwise: D): Parameter<T | D> {
  return { name, kind, form: 'one', otherwise: { value: otherwise } };
}

export function rest<T>(name: string, kind: Kind<T>): Parameter<readonly T[]> {
  return { name, kind, form: 'rest' };
}

export function keywords<T>(name: string, kind: Kind<T>): Parameter<ReadonlyMap<string, T>> {
  return { name, kind, form: 'keywords' };
}
