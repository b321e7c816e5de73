import type { MappingNode } from '../../base/yaml/Node.ts';
import { readYaml } from '../../base/yaml/readYaml.ts';
import { Cutter } from '../cut.ts';
import { Place } from '../Place.ts';
import { Report } from '../Report.ts';
import { wrong } from './scalars.ts';

/** A text that has been read as YAML. */
export interface Document {
  readonly report: Report;
  readonly cutter: Cutter;
  /** Absent, with a problem, where the text is not a mapping. */
  readonly root?: Place<MappingNode>;
}

export function readDocument(text: string): Document {
  const yaml = readYaml(text);
  const report = new Report(text, yaml);
  const cutter = new Cutter(text, yaml.lines);
  if (yaml.failure) return { report, cutter };
  const empty: MappingNode = { kind: 'mapping', start: 0, end: 0, isFlow: true, entries: [] };
  const root = new Place(yaml.root ?? empty, report, 'definition');
  if (root.node.kind !== 'mapping') {
    wrong(root, 'a mapping');
    return { report, cutter };
  }
  return { report, cutter, root: new Place(root.node, report) };
}
