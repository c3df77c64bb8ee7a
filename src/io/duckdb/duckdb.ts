/** DuckDB, where it is installed: an optional package. */
import type * as api from '@duckdb/node-api';

/** The package, as it is loaded. */
export type Duckdb = typeof api;

/** Why there is no DuckDB, for the user. */
export class NoDuckdb extends Error {
  override readonly name = 'NoDuckdb';
  /** What helps. */
  readonly remedy = 'npm install @duckdb/node-api@1.5.5-r.5';
}

/**
 * Loads the package.
 *
 * @throws NoDuckdb where it is not installed, or has nothing for this machine.
 */
export async function loadDuckdb(load: () => Promise<Duckdb> = () => import('@duckdb/node-api')): Promise<Duckdb> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    const reason = error instanceof Error ? error.message : String(error);
    throw new NoDuckdb(
      isMissing ? 'the package @duckdb/node-api is not installed' : `DuckDB does not start: ${reason}`,
    );
  }
}

/** A database that is open. */
export interface Database {
  readonly connection: api.DuckDBConnection;
  /** Rows of a query as plain objects; counts as numbers. */
  rows(
    sql: string,
    values?: readonly (string | number | null)[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): void;
}

/** A number of a row: DuckDB gives large ones as bigints. */
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

/**
 * Opens a database; one thread, so that sums have the same bits whenever they are formed.
 *
 * @throws Error of DuckDB, such as that of a file that another process has open.
 */
export async function openDatabase(
  duckdb: Duckdb,
  file: string,
  options: Record<string, string> = {},
): Promise<Database> {
  const instance = await duckdb.DuckDBInstance.create(file, { threads: '1', ...options });
  const connection = await instance.connect();
  return {
    connection,
    rows: async (sql, values) => {
      const reader = await connection.runAndReadAll(sql, values === undefined ? undefined : [...values]);
      return reader
        .getRowObjects()
        .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A text as SQL writes it. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
