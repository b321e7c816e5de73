import { Batcher } from '../base/Batcher.ts';
import { Bug, NotFoundError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { RecentCache } from '../base/RecentCache.ts';
import type { DefinitionStore, RevisionKey } from '../persistence/DefinitionStore.ts';

const BATCH_LIMIT = 256;

/** Characters of the texts that are kept parsed. Parsed, a text takes a dozen times its length. */
const CACHE_LIMIT = 4_000_000;

/** The parsed texts of one kind of definition. A revision never changes, so nothing kept here has to be invalidated. */
export class Revisions<Spec> {
  private readonly specs = new RecentCache<string, Spec>(CACHE_LIMIT);
  private readonly texts = new Batcher((keys: RevisionKey[]) => this.store.revisions(keys), BATCH_LIMIT);

  constructor(
    private readonly store: DefinitionStore,
    private readonly kind: { readonly name: string; readonly parse: (text: string) => Spec | undefined },
  ) {}

  async specOf(id: Id, revision: number): Promise<Spec> {
    const key = `${id}:${revision}`;
    const known = this.specs.get(key);
    if (known) return known;
    const row = await this.texts.add({ id, revision });
    if (!row) throw new NotFoundError(`${this.kind.name} revision`, key);
    const spec = this.kind.parse(row.definition);
    if (!spec) throw new Bug(`Revision ${key} holds no definition.`);
    this.specs.set(key, spec, row.definition.length);
    return spec;
  }
}
