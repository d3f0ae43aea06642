import { type ClassType, Field, Int } from 'type-graphql';
import type { PagePosition } from '../database/page.js';
import { isCalendarDate } from '../shared/calendar.js';
import { kindOfId } from '../shared/ids.js';
import { BadInput, requireInRange } from './bad-input.js';
import { listOf } from './complexity.js';
import { ObjectType } from './object-type.js';

/** Rows that a page may have. */
const PAGE_SIZE_MAX = 100;

@ObjectType('PageInfo', { description: 'Where a page stands in the whole, by the Relay connection specification.' })
export class PageInfo {
  @Field({ description: 'Whether older entries follow: ask for them with `after: endCursor`.' })
  hasNextPage: boolean;

  @Field({ description: 'Whether newer entries come before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first entry; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last entry; null on an empty page.' })
  endCursor: string | null;
}

/** One entry of a connection; most clients ask for its node alone, so that its cursor is made when it is read. */
class Edge<T> {
  constructor(
    readonly node: T,
    private readonly position: PagePosition,
  ) {}

  get cursor(): string {
    return cursorOf(this.position);
  }
}

/**
 * Where a page stands, its cursors made when they are read. A class, since the engine makes a shape of its own for each
 * object that is written down with getters, and what such a shape refers to stays in memory until the old are collected.
 */
class Place<T> implements PageInfo {
  constructor(
    private readonly edges: readonly Edge<T>[],
    readonly hasPreviousPage: boolean,
    readonly hasNextPage: boolean,
  ) {}

  get startCursor(): string | null {
    return this.edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.edges.at(-1)?.cursor ?? null;
  }
}

/** A page, newest entry first. */
export interface Connection<T> {
  readonly edges: Edge<T>[];
  readonly pageInfo: PageInfo;
  /** Called only when the total is asked for. */
  readonly countTotal: () => Promise<number>;
}

/** The GraphQL types of a connection over a node type: `GrantConnection` and `GrantEdge` for `Grant`. */
export function connectionOf<T extends object>(name: string, node: ClassType<T>, entries: string) {
  @ObjectType(`${name}Edge`, { description: `One of the ${entries}, and where it stands.` })
  class EdgeType {
    @Field({ description: 'Where the entry stands: the next page begins `after` it. Opaque.' })
    cursor: string;

    @Field(() => node, { description: 'The entry.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${entries}.` })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The entries of this page.', complexity: listOf(1) })
    edges: EdgeType[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;

    countTotal: () => Promise<number>;

    @Field(() => Int, { description: 'How many entries there are on all pages.' })
    totalCount(): Promise<number> {
      return this.countTotal();
    }
  }
  return ConnectionType as unknown as ClassType<Connection<T>>;
}

/** The arguments of a connection's field, for `@Arg`. */
export const FIRST = { description: 'Entries on the page, 1 to 100.', defaultValue: 20 } as const;
export const AFTER = {
  nullable: true,
  description: 'The cursor after which the page begins; the newest entries if left out.',
} as const;

/** Checks what a client asked for: 1 to 100 entries, after a cursor that a page gave. */
export function requirePage(first: number, after: string | null): { first: number; after: PagePosition | null } {
  return { first: requireInRange('first', first, 1, PAGE_SIZE_MAX), after: after === null ? null : positionOf(after) };
}

/** Builds a page from the rows read, which are one more than asked for when there is a next page. */
export function connection<Row, T>(
  page: { first: number; after: PagePosition | null },
  rows: readonly Row[],
  nodeOf: (row: Row) => T,
  positionOfRow: (row: Row) => PagePosition,
  countTotal: () => Promise<number>,
): Connection<T> {
  const edges = rows.slice(0, page.first).map((row) => new Edge(nodeOf(row), positionOfRow(row)));
  const pageInfo = new Place(edges, page.after !== null, rows.length > page.first);
  return { edges, pageInfo, countTotal };
}

/** Builds a page from all entries there are, newest first, where a law keeps them few. */
export function connectionOfAll<Row, T>(
  { first, after }: { first: number; after: PagePosition | null },
  all: readonly Row[],
  nodeOf: (row: Row) => T,
  positionOfRow: (row: Row) => PagePosition,
): Connection<T> {
  const isAfter = (row: Row) => after === null || isBefore(positionOfRow(row), after);
  const rows = all.filter(isAfter).slice(0, first + 1);
  return connection({ first, after }, rows, nodeOf, positionOfRow, async () => all.length);
}

/** Whether one position has the earlier date, or at the same date the lesser id. */
function isBefore(one: PagePosition, other: PagePosition): boolean {
  return one.date === other.date ? one.id < other.id : one.date < other.date;
}

function cursorOf({ date, id }: PagePosition): string {
  return Buffer.from(`${date} ${id}`).toString('base64url');
}

function positionOf(cursor: string): PagePosition {
  const [date = '', id = ''] = Buffer.from(cursor.slice(0, 100), 'base64url').toString('latin1').split(' ');
  if (!isCalendarDate(date) || kindOfId(id) === null || cursorOf({ date, id }) !== cursor) {
    throw new BadInput('after', 'must be a cursor that a page of this connection gave.');
  }
  return { date, id };
}
