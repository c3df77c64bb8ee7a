import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelJsonSchema } from '../../../src/model/schema/json-schema.ts';
import { modelShape } from '../../../src/model/schema/shapes.ts';

describe('the JSON Schema of the model file', () => {
  test('is the one that is kept beside the scenarios: run `ringfence schema > scenario.schema.json`', () => {
    const kept = readFileSync(path.resolve(import.meta.dirname, '../../../scenario.schema.json'), 'utf8');
    expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(modelJsonSchema())));
  });

  test('knows every section, and no other key', () => {
    const schema = modelJsonSchema() as { properties: object; additionalProperties: unknown };
    expect(Object.keys(schema.properties)).toEqual(Object.keys(modelShape));
    expect(schema.additionalProperties).toBe(false);
  });
});
