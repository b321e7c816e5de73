import { textMatches, whereText } from '../../persistence/reads/filters.ts';
import type { Page, PageRequest } from '../../persistence/reads/PageRequest.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import type { AdhocActionRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { type Action, placeOfAction } from './Action.ts';
import { adhocAction } from './adhocAction.ts';
import type { ActionFilter } from './inputs.ts';
import { pluginAction } from './pluginAction.ts';

type Wanted = ActionFilter | null | undefined;

/** Actions of plugins and of definitions in one list, by name. */
export async function pageOfActions(
  context: ApiContext,
  { after, size }: PageRequest,
  filter: Wanted,
): Promise<Page<Action>> {
  const plugins = pluginActions(context, filter).filter(
    (action) => after === undefined || byCodePoint(placeOfAction(action), after) > 0,
  );
  const rows = hidesDefined(filter)
    ? []
    : await context.reads.adhocActions.byName(placeIn(after), size + 1, narrowBy(context, filter));
  const defined = rows.map((row) => adhocAction(row, context));
  const found = [...plugins, ...defined].sort((left, right) => byCodePoint(placeOfAction(left), placeOfAction(right)));
  return { rows: found.slice(0, size), hasNext: found.length > size, hasPrevious: after !== undefined };
}

/** How many there are in the whole list. */
export async function countActions(context: ApiContext, filter: Wanted): Promise<number> {
  const plugins = pluginActions(context, filter).length;
  return hidesDefined(filter) ? plugins : plugins + (await context.reads.adhocActions.count(narrowBy(context, filter)));
}

function pluginActions({ parts }: ApiContext, filter: Wanted): Action[] {
  const hasTags = (filter?.tags ?? []).length > 0;
  if (filter?.isSystem === false || hasTags || !textMatches('', filter?.namespace)) return [];
  return parts.actions
    .list()
    .filter(({ name }) => textMatches(name, filter?.name))
    .map(pluginAction);
}

const hidesDefined = (filter: Wanted) => filter?.isSystem === true;

function narrowBy({ parts: { projectId } }: ApiContext, filter: Wanted): Narrow<AdhocActionRow> {
  return (query) => {
    query.andWhere('row.project_id = :projectId', { projectId });
    whereText(query, 'name', filter?.name);
    whereText(query, 'namespace', filter?.namespace);
    // Tags are stored as a JSON list of texts.
    for (const tag of filter?.tags ?? []) whereText(query, 'tags', { contains: JSON.stringify(tag) });
  };
}

/** Behind `<name>` come the definitions of this name, behind `<name> <namespace>` those of later namespaces. */
function placeIn(after: string | undefined): { name: string; namespace?: string } | undefined {
  if (after === undefined) return undefined;
  const space = after.indexOf(' ');
  return space < 0 ? { name: after } : { name: after.slice(0, space), namespace: after.slice(space + 1) };
}

/** The order the database has, which is not JavaScript's beyond the first 65,536 characters. */
function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
