import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LOSS_TABLES } from '../../src/results/loss-tables/columns.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/output.md'), 'utf8');

test.each(LOSS_TABLES)(
  'the reference has the columns of $name, with their units, in order',
  ({ name, ord, columns }) => {
    const rows = columns.map((column) => `| \`${column.name}\` | ${column.unit} | ${column.words} |`).join('\n');
    expect(text).toContain(rows);
    expect(text).toContain(`\`${name}.parquet\`${ord === '' ? '' : ` (${ord})`}`);
  },
);
