/** What a statement takes and gives: dates and instants travel as text. */
export type Value = string | number | null;

/** Statements on one connection, outside or inside a transaction. SQL is portable between the engines. */
export interface Session {
  /** The rows of a SELECT. */
  rows<Row extends object>(sql: string, values?: readonly Value[]): Promise<Row[]>;
  /** Runs a statement that changes rows and returns how many it matched. */
  run(sql: string, values?: readonly Value[]): Promise<number>;
}

/** A session whose statements are committed or rolled back together. */
export interface Transaction extends Session {
  readonly writes: true;
}
