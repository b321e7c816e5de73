import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { Dict, type Value } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import { dictEntries, dictOf, isDictionary } from '../values/dictionaries.ts';
import { refuseLarger } from '../values/measure.ts';
import { kindOfTag, yamlScalar } from './yamlScalar.ts';

/**
 * Reads one YAML 1.1 document the way PyYAML's safe loader does. Aliases give the same value again, without copying it.
 */
export function yamlParse(text: string, limit: number): Value {
  const document = parseDocument(text, { version: '1.1', schema: 'failsafe', logLevel: 'silent', uniqueKeys: false });
  const error = document.errors[0];
  if (error) throw new Failure(`The text is not valid YAML (${error.code}, at character ${error.pos[0]})`);
  const value = new Reader(document).read(document.contents as Node | null);
  // Aliases of aliases make little text into more than any memory holds.
  if (text.includes('*')) refuseLarger(value, limit);
  return value;
}

class Reader {
  private readonly known = new Map<Node, Value>();

  constructor(private readonly document: Document) {}

  read(node: Node | null): Value {
    if (node === null) return null;
    const before = this.known.get(node);
    if (before !== undefined) return before;
    const value = this.build(node);
    this.known.set(node, value);
    return value;
  }

  private build(node: Node): Value {
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (!target) throw new Failure(`The YAML alias *${node.source} has no anchor`);
      return this.read(target as Node);
    }
    if (isScalar(node)) return yamlScalar(node);
    kindOfTag(node.tag);
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node));
    if (!isMap(node)) throw new Failure('The YAML text has something that is no value');
    return dictOf(this.members(node.items as { key: Node; value: Node | null }[]));
  }

  private members(pairs: readonly { key: Node; value: Node | null }[]): [Value, Value][] {
    const own: [Value, Value][] = [];
    const merged: [Value, Value][] = [];
    for (const { key, value } of pairs) {
      const isMerge = isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
      if (isMerge) merged.unshift(...this.merge(this.read(value)));
      else own.push([this.key(key), this.read(value)]);
    }
    return [...merged, ...own];
  }

  private key(node: Node): Value {
    const key = this.read(node);
    if (isDictionary(key) || Array.isArray(key) || key instanceof Dict) throw new Failure('A YAML key is not a scalar');
    return key;
  }

  /** The members of a merge key `<<`; of several mappings the first wins. */
  private merge(value: Value): [Value, Value][] {
    const sources = Array.isArray(value) ? [...value].reverse() : [value];
    return sources.flatMap((source: Value) => {
      if (!isDictionary(source)) throw new Failure('A YAML merge key needs a mapping');
      return [...dictEntries(source)];
    });
  }
}
