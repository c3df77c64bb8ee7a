import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonFaultAt, jsonValue } from '../../src/io/json-file.ts';
import { sourceOf } from '../../src/io/source.ts';
import { readModelText } from '../../src/index.ts';

const shop = readFileSync(path.resolve(import.meta.dirname, '../../scenarios/corner-shop/shop.yaml'), 'utf8');
const SHOP: unknown = parse(shop, { version: '1.2', schema: 'core' });

const read = (text: string, file = 'dir/m.json') => sourceOf(file, text, () => ({ ok: false, problems: [] }));

/** The faults as `line:column+length code`. */
function faults(text: string): string[] {
  const source = read(text);
  if (source.ok) return [];
  return source.problems.map(({ code, place, message, remedy }) => {
    expect(message).not.toMatch(/\.$/);
    expect(remedy).not.toBe('');
    return `${place?.line}:${place?.column}+${place?.length} ${code}`;
  });
}

describe('a model in JSON', () => {
  it.each([undefined, 2, '\t'])('is the model that it is in YAML, indented by %j', (indent) => {
    const yaml = readModelText(shop);
    const json = readModelText(JSON.stringify(SHOP, null, indent), {}, 'shop.json');
    expect(yaml.ok).toBe(true);
    expect(json).toEqual(yaml);
  });

  it('has maps without prototype, and takes a byte order mark', () => {
    const source = read('\ufeff{"a": {"b": [1, 2.5, true, null, "text"]}}');
    const value = source.ok ? (source.value.value as { a: object }) : null;
    expect(JSON.stringify(value)).toBe('{"a":{"b":[1,2.5,true,null,"text"]}}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.getPrototypeOf(value?.a)).toBeNull();
  });

  it('knows where its values stand', () => {
    const source = read('{\n\t"title": "T",\n\t"nodes": { "a": { "x": [1, 2] } }\n}\n');
    expect(source.ok && source.value.locate(['nodes', 'a', 'x', 1])).toMatchObject({ line: 3, column: 29, length: 1 });
    expect(source.ok && source.value.locate(['nodes', 'a', 'x'], 'key')).toMatchObject({
      line: 3,
      column: 20,
      length: 3,
    });
    expect(source.ok && source.value.locate(['title'])).toMatchObject({ line: 2, column: 11, length: 3 });
  });

  it('is edited as JSON', () => {
    const source = read('{"a":{"b":"1 h", "c": [1,2]}}\n');
    expect(source.ok && source.value.edit(['a', 'b'], '4..9 h')).toBe('{"a":{"b": "4..9 h", "c": [1,2]}}\n');
    expect(source.ok && source.value.edit(['a', 'c', 1], '{ d: x }')).toBe('{"a":{"b":"1 h", "c": [1, {"d":"x"}]}}\n');
  });

  it.each([
    ['an empty file', '', '1:1+1 empty'],
    ['a list', '[1]', '1:1+3 not-a-map'],
    ['a comma at the end', '{\n  "a": 1,\n}\n', '3:1+1 json'],
    ['a comment', '{ // c\n "a": 1 }', '1:3+1 json'],
    ['a name without quotes', '{ "a": 1, b: 2 }', '1:11+1 json'],
    ['a text without quotes', '{ "a": 4 h }', '1:10+1 json'],
    ['another word', '{ "a": yes }', '1:8+1 json'],
    ['YAML', 'a: 1\n', '1:1+1 json'],
    ['something behind the end', '{ "a": 1 }\n]\n', '2:1+1 json'],
    ['a bracket that is open', '{ "a": [1, 2\n', '1:13+1 json'],
    ['quotes that are open', '{ "a": "x\n', '1:10+1 json'],
    ['a key that stands twice', '{ "a": 1, "b": { "c": 1,\n "c": 2 } }', '2:2+3 twice'],
    ['a number that overflows', '{ "a": 1e999 }', '1:8+5 infinite'],
    ['a key `__proto__`', '{ "a": { "__proto__": 1 } }', '1:10+11 key'],
    ['a zero byte', '{ "a": 1,\n "b": \0 }', '2:7+1 binary'],
  ])('finds %s, its place and a remedy', (_, text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('has the faults of the model placed', () => {
    const json = JSON.stringify(SHOP, null, 2).replace('"20..60 min"', '"20..60 mim"');
    const model = readModelText(json, {}, 'shop.json');
    const [problem] = model.ok ? [] : model.problems;
    expect(problem?.place?.text).toContain('20..60 mim');
    expect(problem?.place?.file).toBe('shop.json');
  });
});

describe('laws of JSON', () => {
  it('what is JSON has its value, and is JSON from end to end', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        fc.pre(!/"(?:__proto__|constructor|prototype)"/.test(JSON.stringify(value)));
        const text = JSON.stringify(value);
        expect(JSON.stringify(jsonValue(text))).toBe(JSON.stringify(JSON.parse(text)));
        expect(jsonFaultAt(text)).toBeUndefined();
      }),
      { seed: 3 },
    );
  });

  it('a sign that belongs nowhere is where the text stops to be JSON, and a cut text stops at its end', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, position) => {
        const text = JSON.stringify(value);
        const at = 1 + (position % (text.length - 1));
        expect(jsonFaultAt(text.slice(0, at))).toBe(at);
        // A raw control character may not stand in a string, and none of these stands outside of one.
        expect(jsonFaultAt(`${text.slice(0, at)}\u0001${text.slice(at)}`)).toBe(at);
      }),
      { seed: 4 },
    );
  });
});
