import type { Value } from '../../base/json.ts';
import type { Node } from '../../base/yaml/Node.ts';
import { readYaml } from '../../base/yaml/readYaml.ts';
import { Failure } from '../Failure.ts';
import { dictOf } from '../values/dictionaries.ts';
import { refuseLarger } from '../values/measure.ts';

/**
 * Reads one YAML 1.1 document the way PyYAML's safe loader does. Aliases give the same value again, without copying it. Times
 * stay text: there is no time among the values.
 */
export function yamlParse(text: string, limit: number): Value {
  const { root, failure, lines } = readYaml(text, { hasAnchors: true });
  // What the failure says may quote the text, which an error must not show.
  if (failure) {
    const { line, column } = lines.positionOf(failure.offset);
    throw new Failure(`The text is not valid YAML (line ${line}, column ${column})`);
  }
  const value = root ? valueOf(root, new Map()) : null;
  // Aliases of aliases make little text into more than any memory holds.
  if (text.includes('*')) refuseLarger(value, limit);
  return value;
}

function valueOf(node: Node, known: Map<Node, Value>): Value {
  if (node.kind === 'scalar') return node.value;
  const before = known.get(node);
  if (before !== undefined) return before;
  const value =
    node.kind === 'sequence'
      ? node.items.map((item) => valueOf(item, known))
      : dictOf(node.entries.map((entry) => [entry.key.value, valueOf(entry.value, known)] as const));
  known.set(node, value);
  return value;
}
