import type { Value } from '../../base/json.ts';
import { type Mapping, mappingOf } from '../../base/mappingOf.ts';
import { shortened } from '../../base/shortened.ts';
import { type InlineCall, MAX_CALL_LENGTH, parseInlineCall } from '../inlineParameters.ts';
import type { Place } from '../Place.ts';
import { checkText } from './checkExpressions.ts';
import { readText } from './scalars.ts';

/** The name of an action or workflow with the parameters beside it, all problems reported. */
export function readCall(place: Place): InlineCall | undefined {
  const text = readText(place);
  return text === undefined ? undefined : parseCall(place, text);
}

export function parseCall(place: Place, text: string): InlineCall | undefined {
  if (text.length > MAX_CALL_LENGTH) {
    place.error(`This is too long: ${text.length} characters, the limit is ${MAX_CALL_LENGTH}.`, "use 'input'");
    return undefined;
  }
  const call = parseInlineCall(text);
  if (!call) {
    place.error(`Invalid action/workflow task property: ${shortened(text)}`, 'begin with a name or an expression');
    return undefined;
  }
  for (const parameter of call.parameters.values()) {
    if (typeof parameter === 'string') checkText(place, parameter, 'ERROR');
  }
  if (call.ignored !== '') {
    place.warn(
      `'${shortened(call.ignored)}' is ignored.`,
      'parameters are key="text", key=<% expression %>, key=[1, 2] or key=1',
    );
  }
  return call;
}

/** Input with the parameters beside the name put in: as Mistral, those win. */
export function withParameters(input: Mapping, parameters: ReadonlyMap<string, Value>): Mapping {
  if (parameters.size === 0) return input;
  return mappingOf([...entriesOf(input), ...parameters]);
}

function entriesOf(input: Mapping): Iterable<[Value, Value]> {
  return input instanceof Map ? input : Object.entries(input);
}
