import { Dict, Float, type Value } from '../base/json.ts';
import { asExpressionError } from './asExpressionError.ts';
import { evaluateJinja } from './jinja/index.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './Limits.ts';
import { insideYaql, isJinja, YAQL } from './recognise.ts';
import type { Scope } from './Scope.ts';
import { dictOf } from './values/dictionaries.ts';
import { evaluateYaql, showYaql } from './yaql/index.ts';

/**
 * The value of a template: every text in it that holds expressions is evaluated, through lists and the values of
 * dictionaries; keys are not. What holds no expression comes back as it is, not copied.
 *
 * Throws `ExpressionError`, or `LimitError` where it would cost too much; an `Interruption` passes through untouched.
 */
export function evaluate(template: Value, scope: Scope, limits: Limits = DEFAULT_LIMITS): Value {
  return new TemplateEvaluation(scope, limits).value(template);
}

class TemplateEvaluation {
  private readonly budget: Budget;

  constructor(
    private readonly scope: Scope,
    private readonly limits: Limits,
  ) {
    this.budget = new Budget(limits);
  }

  value(template: Value): Value {
    if (typeof template === 'string') return this.text(template);
    if (template === null || typeof template !== 'object' || template instanceof Float) return template;
    if (Array.isArray(template)) return this.list(template as readonly Value[]);
    return template instanceof Dict ? this.dict(template) : this.object(template as Record<string, Value>);
  }

  private list(template: readonly Value[]): Value {
    const items = template.map((item) => this.value(item));
    return items.every((item, index) => item === template[index]) ? template : items;
  }

  private object(template: Record<string, Value>): Value {
    let isChanged = false;
    const members = Object.entries(template).map(([key, member]): [string, Value] => {
      const value = this.value(member);
      if (value !== member) isChanged = true;
      return [key, value];
    });
    return isChanged ? dictOf(members) : template;
  }

  private dict(template: Dict): Value {
    let isChanged = false;
    const members = Array.from(template, ([key, member]): [Value, Value] => {
      const value = this.value(member);
      if (value !== member) isChanged = true;
      return [key, value];
    });
    return isChanged ? new Dict(members) : template;
  }

  /** Where both languages occur, Jinja alone is evaluated. */
  private text(template: string): Value {
    if (isJinja(template)) return this.jinja(template);
    const expressions = template.match(YAQL);
    if (!expressions) return template;
    const [first] = expressions as [string];
    if (first.length === template.length) return this.guarded(template, 0, template);
    return this.replaced(template, expressions);
  }

  /**
   * As Mistral: one after the other, each wherever its text stands by then. A value that looks like an expression is
   * therefore replaced if that expression comes later in the template.
   */
  private replaced(template: string, expressions: readonly string[]): string {
    let text = template;
    // Each is evaluated, though a value before it may have taken its place, because it could fail.
    for (const expression of new Set(expressions)) {
      this.budget.reading(text.length);
      const at = template.indexOf(expression);
      const shown = this.guarded(template, at, expression, showYaql) as string;
      const parts = text.split(expression);
      this.budget.textOf(text.length + (parts.length - 1) * shown.length);
      text = parts.join(shown);
    }
    return text;
  }

  private jinja(template: string): Value {
    try {
      return evaluateJinja(template, this.scope, this.limits);
    } catch (error) {
      throw asExpressionError(error, template, 'jinja', 0);
    }
  }

  private guarded(template: string, at: number, expression: string, run: typeof evaluateYaql = evaluateYaql): Value {
    const { text, offset } = insideYaql(expression);
    try {
      return run(text, this.scope, this.budget);
    } catch (error) {
      throw asExpressionError(error, template, 'yaql', at + offset);
    }
  }
}
