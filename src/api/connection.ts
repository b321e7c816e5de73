import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { type Page, type PageArguments, placeText } from '../persistence/reads/PageRequest.ts';

/** Which part of a list, forwards. */
@ArgsType()
export class ForwardArguments implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'How many, from the beginning or from `after`; 50 unless given, 200 at most.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;
}

/** Which part of a list, in either direction. */
@ArgsType()
export class BothWaysArguments extends ForwardArguments {
  @Field(() => Int, { nullable: true, description: 'How many, from the end or from `before`; 200 at most.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

/** Where a page stands in its list. */
@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after it.' })
  readonly hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether there is more before it.' })
  readonly hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of its first item; null where it is empty.' })
  readonly startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of its last item; null where it is empty.' })
  readonly endCursor: string | null;

  constructor(page: { hasNext: boolean; hasPrevious: boolean }, cursors: readonly string[]) {
    this.hasNextPage = page.hasNext;
    this.hasPreviousPage = page.hasPrevious;
    this.startCursor = cursors[0] ?? null;
    this.endCursor = cursors.at(-1) ?? null;
  }
}

type Class<T> = new (...given: never[]) => T;

/** The connection type of a node, as Relay has it. Items are found again by the key that `placeOf` gives. */
export function connectionOf<Item extends object>(
  name: string,
  NodeType: Class<Item>,
  placeOf: (item: Item) => string,
) {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a list, and its place.` })
  class Edge {
    @Field(() => String, { description: 'Its place in the list.' })
    readonly cursor: string;

    @Field(() => NodeType, { description: `The ${name}.` })
    readonly node: Item;

    constructor(node: Item) {
      this.node = node;
      this.cursor = placeText(placeOf(node));
    }
  }

  @ObjectType(`${name}Connection`, { description: `A part of a list of ${name}s.` })
  class Connection {
    private readonly page: Page<Item>;
    private readonly count: () => Promise<number>;

    /** `count` is called when somebody asks for the number. */
    constructor(page: Page<Item>, count: () => Promise<number>) {
      this.page = page;
      this.count = count;
    }

    @Field(() => [Edge], { description: 'The items with their places.' })
    get edges(): readonly Edge[] {
      return this.page.rows.map((node) => new Edge(node));
    }

    @Field(() => [NodeType], { description: 'The items.' })
    get nodes(): readonly Item[] {
      return this.page.rows;
    }

    @Field(() => PageInfo, { description: 'Where this part stands in the list.' })
    get pageInfo(): PageInfo {
      return new PageInfo(
        this.page,
        this.page.rows.map((node) => placeText(placeOf(node))),
      );
    }

    @Field(() => Int, { description: 'How many there are in the whole list. Counted when asked for.' })
    totalCount(): Promise<number> {
      return this.count();
    }
  }
  return Connection;
}

/** A page of other things in the same place. */
export function mapPage<Row, Item>(page: Page<Row>, map: (row: Row) => Item): Page<Item> {
  return { ...page, rows: page.rows.map(map) };
}
