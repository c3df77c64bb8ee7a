import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { notesOf } from '../../../src/model/schema/key.ts';
import { PARTS } from '../../../src/model/schema/parts.ts';
import { referencePage } from '../../../src/model/schema/reference-page.ts';

const keys = PARTS.flatMap(({ title, shape }) => Object.entries(shape).map(([key, type]) => ({ title, key, type })));

describe('the reference of the model file', () => {
  test('is the page that is kept: run `npm run build`', () => {
    const kept = readFileSync(path.resolve(import.meta.dirname, '../../../docs/model-file.md'), 'utf8');
    expect(kept).toBe(referencePage());
  });

  test.each(keys)('$title says what `$key` means, with an example that fits it', ({ type }) => {
    const notes = notesOf(type);
    expect(notes?.meaning).toMatch(/^[A-Z`0-9].*[.?]$/s);
    expect(type.description).toContain(notes?.meaning);
    expect(type.safeParse(parse(notes?.example ?? '')).error).toBeUndefined();
  });

  test('a key that may be left out says what holds then', () => {
    for (const { key, type } of keys) {
      if (type.safeParse(undefined).success && notesOf(type)?.default === undefined) {
        // `like` copies it; without a copy the parser asks for it.
        expect(['kind', 'outage', 'occurs', 'current', 'levels']).toContain(key);
      }
    }
  });
});
