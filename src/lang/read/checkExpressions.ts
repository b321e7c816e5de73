import { openExpression, syntaxProblems } from '../expressionSyntax.ts';
import type { Place } from '../Place.ts';

type Severity = 'ERROR' | 'WARNING';

/** Reports what is wrong with the expressions of a text. */
export function checkText(place: Place, text: string, severity: Severity): void {
  for (const { message, offset } of syntaxProblems(text)) place.addAt(severity, text, offset, message);
  const open = openExpression(text);
  if (open === undefined) return;
  const hint = 'close it on the same line; within [] and {}, put it in quotes';
  place.addAt('WARNING', text, open, 'This expression is not closed on its line, so it stays text.', hint);
}

/**
 * Looks at the expressions of a value. As Mistral, only what stands at its first level makes a definition wrong; deeper
 * down (where Mistral does not look, and a run would fail) there are warnings.
 */
export function checkExpressions(place: Place, depth = 0): void {
  const { node } = place;
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') checkText(place, node.value, depth > 1 ? 'WARNING' : 'ERROR');
    return;
  }
  for (const item of place.items()) checkExpressions(item, depth + 1);
  for (const { value } of place.members()) checkExpressions(value, depth + 1);
}
