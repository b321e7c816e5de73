import { parseJson, type Value } from '../../base/json.ts';
import { shortened } from '../../base/shortened.ts';
import { MAX_CALL_LENGTH } from '../inlineParameters.ts';
import type { Place } from '../Place.ts';
import type { WithItemsSpec } from '../TaskSpec.ts';
import { checkText } from './checkExpressions.ts';
import { readItems } from './collections.ts';
import { readText } from './scalars.ts';

const FORM = /^\s*([\p{L}\p{N}_-]+)\s*in\s*(\[[^\n]+\]|\{\{[^\n]*?\}\}|<%[^\n]*?%>)/u;

/** `with-items`: one `variable in items`, or a list of them. Of the same variable the last one counts. */
export function readWithItems(place: Place): WithItemsSpec[] {
  const items = place.node.kind === 'sequence' ? (readItems(place) ?? []) : [place];
  const specs = new Map<string, WithItemsSpec>();
  for (const item of items) {
    const spec = readOne(item);
    if (spec) specs.set(spec.variable, spec);
  }
  return [...specs.values()];
}

function readOne(place: Place): WithItemsSpec | undefined {
  const text = readText(place);
  if (text === undefined) return undefined;
  const match = text.length > MAX_CALL_LENGTH ? undefined : FORM.exec(text);
  const [whole, variable, items] = match ?? [];
  if (whole === undefined || variable === undefined || items === undefined) {
    place.error("Wrong format of 'with-items' property.", "write 'variable in <% $.list %>' or 'variable in [1, 2]'");
    return undefined;
  }
  const rest = text.slice(whole.length).trim();
  if (rest !== '') place.warn(`'${shortened(rest)}' is ignored.`);
  checkText(place, items, 'ERROR');
  if (!items.startsWith('[')) return { variable, items };
  const list = readList(place, items);
  return list && { variable, items: list };
}

function readList(place: Place, text: string): readonly Value[] | undefined {
  try {
    return parseJson(text) as readonly Value[];
  } catch {
    place.error(`Invalid array in 'with-items' clause: ${shortened(text)}`, 'write a list as JSON: ["a", "b"]');
    return undefined;
  }
}
