/** Appends columns of numbers to a table, in chunks as DuckDB takes them. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Duckdb } from './duckdb.ts';

/** Rows of a chunk at most: DuckDB's own. */
const CHUNK = 2048;

/** A vector of numbers, whose memory is written at once: value by value takes ten times as long. */
interface NumberVector {
  readonly items: { set(values: Int32Array | Float64Array): void };
  flush(): void;
}

export interface ColumnAppender {
  /** Appends rows: all columns of one length. */
  append(columns: readonly (Int32Array | Float64Array)[]): void;
  close(): void;
}

/** @param types Of the columns of the table, in order. */
export async function makeColumnAppender(
  { DuckDBDataChunk, DOUBLE, INTEGER }: Duckdb,
  connection: DuckDBConnection,
  table: string,
  types: readonly ('INTEGER' | 'DOUBLE')[],
): Promise<ColumnAppender> {
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(
    types.map((type) => (type === 'INTEGER' ? INTEGER : DOUBLE)),
    CHUNK,
  );
  return {
    append: (columns) => {
      const rows = columns[0]?.length ?? 0;
      for (let begin = 0; begin < rows; begin += CHUNK) {
        const end = Math.min(rows, begin + CHUNK);
        chunk.reset();
        chunk.rowCount = end - begin;
        for (const [at, column] of columns.entries()) {
          const vector = chunk.getColumnVector(at) as unknown as NumberVector;
          vector.items.set(column.subarray(begin, end));
          vector.flush();
        }
        appender.appendDataChunk(chunk);
      }
    },
    close: () => appender.closeSync(),
  };
}
