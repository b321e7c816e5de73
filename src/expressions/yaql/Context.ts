import { type Inner, Kept } from './inner/Inner.ts';

/** A function as a context keeps it. What it needs to run is the business of who calls it. */
interface Named {
  readonly name: string;
}

/** The variables, and the functions made by `def`, that an expression sees; its own and those of the contexts around. */
export class Context extends Kept {
  private variables: Map<string, Inner> | undefined;
  private functions: Map<string, Named[]> | undefined;
  /** The nearest context around that has functions of its own. */
  private readonly outerFunctions: Context | undefined;

  constructor(private readonly parent?: Context) {
    super();
    this.outerFunctions = parent?.functions ? parent : parent?.outerFunctions;
  }

  /** The value of `$name`; null for a name that nobody has set. */
  get(name: string): Inner {
    const key = variableName(name);
    for (let context: Context | undefined = this; context; context = context.parent) {
      const value = context.variables?.get(key);
      if (value !== undefined) return value;
    }
    return null;
  }

  set(name: string, value: Inner): void {
    this.variables ??= new Map();
    this.variables.set(variableName(name), value);
  }

  define(overload: Named): void {
    this.functions ??= new Map();
    const known = this.functions.get(overload.name) ?? [];
    this.functions.set(overload.name, [...known, overload]);
  }

  /** The functions of that name, nearest first, a list for each context that has some. */
  overloads<Overload extends Named>(name: string): Overload[][] {
    const levels: Overload[][] = [];
    for (let context: Context | undefined = this; context; context = context.outerFunctions) {
      const own = context.functions?.get(name);
      if (own) levels.push(own as Overload[]);
    }
    return levels;
  }

  override repr(): string {
    return '<context>';
  }
}

/** `$` is `$1`. */
function variableName(name: string): string {
  const dollar = name.startsWith('$') ? name : `$${name}`;
  return dollar === '$' ? '$1' : dollar;
}
