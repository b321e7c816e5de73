import { Budget, type Limits } from '../../Limits.ts';
import type { Scope } from '../../Scope.ts';
import { pythonText } from '../../values/pythonText.ts';
import { escapeHtml, Markup } from '../things/Markup.ts';
import { type Thing, textOf } from '../things/Thing.ts';
import type { Arguments } from './Arguments.ts';
import { Copies } from './Copies.ts';

/** A filter, a test, or a method of a value: something done to a subject. */
export interface Routine {
  run(run: Run, subject: Thing, given: Arguments): Thing;
}

/** Everything that can be called by name, gathered in one place so that each part need not know the others. */
export interface Library {
  readonly filters: ReadonlyMap<string, Routine>;
  readonly tests: ReadonlyMap<string, Routine>;
  /** By the name of a type. */
  readonly methods: ReadonlyMap<string, ReadonlyMap<string, Routine>>;
}

/** One evaluation of one text: what it may look at, what it may cost, and what it has changed for itself. */
export class Run {
  readonly budget: Budget;
  readonly copies: Copies;
  /** Inside `{% autoescape true %}`. */
  isAutoescaped = false;
  /** Where in the text the evaluation is, for errors. */
  at: number | undefined;

  constructor(
    readonly scope: Scope,
    limits: Limits,
    readonly library: Library,
  ) {
    this.budget = new Budget(limits);
    this.copies = new Copies(this.budget);
  }

  /** A thing as Python's `str` shows it. */
  text(thing: Thing): string {
    const known = textOf(thing);
    if (known !== undefined) return known;
    return this.made(pythonText(this.copies.settled(thing), this.budget.limits.textLength));
  }

  /** Counts the work of going through a thing that is a text. */
  reads(thing: Thing): void {
    const text = textOf(thing);
    if (text !== undefined) this.budget.reading(text.length);
  }

  /** Counts a text that was just made. */
  made(text: string): string {
    this.budget.textOf(text.length);
    return text;
  }

  /** A thing as HTML: escaped, unless it is marked as safe. */
  escaped(thing: Thing): Markup {
    return thing instanceof Markup ? thing : new Markup(this.made(escapeHtml(this.text(thing))));
  }

  /** A text of our own making, marked as safe where texts are escaped. */
  output(text: string): Thing {
    return this.isAutoescaped ? new Markup(text) : text;
  }
}
