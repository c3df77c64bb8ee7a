import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { modelJsonSchema } from '../../../src/model/schema/json-schema.ts';
import { modelShape } from '../../../src/model/schema/model-shape.ts';

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

  test('takes the example of the design as it stands, and refuses a slip in it', () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/design-example.yaml'), 'utf8');
    const shape = z.strictObject(modelShape);
    expect(shape.safeParse(parse(text)).error).toBeUndefined();
    for (const [from, to] of [
      ['restart: 4..9 h', 'restrat: 4..9 h'],
      ['kind: service', 'kind: servise'],
      ['bearers: { own: count', 'bearers: { own: cuont'],
      ['horizon: 1 year', 'horizons: 1 year'],
    ] as const) {
      expect(shape.safeParse(parse(text.replace(from, to))).success, to).toBe(false);
    }
  });
});
