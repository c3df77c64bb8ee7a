/** Faults whose remedy uses what is at hand, and faults that follow from others, which are not said. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/model/quantity/parse-quantity.ts';
import { noFormulas } from '../../src/model/quantity/parsed.ts';
import type { Dimension } from '../../src/model/quantity.ts';
import { faultsOf, modelFrom } from '../model/parse/small-model.ts';

const context = {
  currency: 'GBP',
  rates: new Map([['EUR', 0.86]]),
  sources: new Map(),
  inputs: new Map(),
  formulaTree: noFormulas,
};

describe('an interval that touches the end of what is possible', () => {
  test.each<[string, Dimension, string, string]>([
    ['0..2 h', 'hours', 'uniform 0 2 h', '0.1..2 h'],
    ['0..15 min', 'hours', 'uniform 0 15 min', '0.75..15 min'],
    ['0..2 h max 3 h', 'hours', 'uniform 0 2 h max 3 h', '0.1..2 h max 3 h'],
    ['0..1..4 h', 'hours', 'triangular 0 1 4 h', '0.2..1..4 h'],
    ['£0..£5k per year', 'money/hour', 'uniform £0 £5k per year', '£0.25k..£5k per year'],
    ['0..£5k', 'money', 'uniform 0 £5k', '£0.25k..£5k'],
    ['€0..€5m', 'money', 'uniform €0 €5m', '€0.25m..€5m'],
    ['0..4 per year', 'number/hour', 'uniform 0 4 per year', '0.2..4 per year'],
    ['0..20%', 'share', 'uniform 0% 20%', '1..20%'],
    ['0%..20%', 'share', 'uniform 0% 20%', '1..20%'],
    ['80..100%', 'share', 'uniform 80% 100%', '80..99%'],
    ['0..100%', 'share', 'uniform 0% 100%', '4.95..99%'],
    ['0..0.2', 'share', 'uniform 0 0.2', '0.01..0.2'],
  ])('%s (%s) is offered as %s or %s', (text, dimension, law, interval) => {
    const parsed = parseQuantity(text, dimension, 'varies', context);
    expect(parsed.ok ? '' : parsed.fault.remedy).toBe(`write \`${law}\`, or \`${interval}\``);
    for (const offered of [law, interval]) {
      expect([offered, parseQuantity(offered, dimension, 'varies', context)]).toEqual([
        offered,
        expect.objectContaining({ ok: true }),
      ]);
    }
  });
});

const model = (rest: string): string => `ringfence: 1
title: Remedies
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
${rest}
`;
const fire = (occurs: string, effect: string): string =>
  `threats: { t: { occurs: ${occurs}, affects: { safe: { outage: 1 h${effect} } } } }`;
const SAFE = 'nodes: { safe: { kind: asset } }';

describe('a bare 1', () => {
  test('of a chance could be all or one in a hundred', () => {
    const asked = 'is `1` all, 100 %, or one in a hundred?; write `100%` or `1%`';
    expect(faultsOf(model(`${SAFE}\n${fire('1 per year', ', chance: 1')}`))).toEqual([`7: ${asked}`]);
    const appetite = 'appetite: { limits: { l: { loss over: £1k, chance: 1 } } }';
    expect(faultsOf(model(appetite))).toEqual([`6: ${asked}`]);
  });

  test('of what is left of a whole is all', () => {
    const nodes = 'nodes: { safe: { kind: asset, tolerance: { mtpd: 1 h, mbco: 1 } } }';
    expect(faultsOf(model(`${nodes}\n${fire('1 per year', ', leaves: 1, chance: 0.5')}`))).toEqual([]);
  });
});

test('a threat that is scaled by nought never comes', () => {
  const text = model(`${SAFE}\n${fire('1..5 per year', '')}`);
  const [threat] = modelFrom(text, { set: ['threats.t.occurs=x0'] }).threats;
  expect(threat?.rateFactor).toBe(0);
});

describe('ids that are none', () => {
  const rule = 'ids are lower-case letters, digits and hyphens, a letter first';
  test.each([
    ['größe', `${rule}: \`groesse\``],
    ['Lager Süd', `${rule}: \`lager-sued\``],
    ['café', `${rule}: \`cafe\``],
    ['Łódź', `${rule}: \`lodz\``],
    ['2nd', `${rule}: \`node-2nd\``],
    ['Server_1', `${rule}: \`server-1\``],
    ['склад', rule],
    ['東京', rule],
  ])('%s', (id, remedy) => {
    expect(faultsOf(model(`nodes: { ${id}: { kind: asset } }`))).toEqual([
      `6: \`${id}\` is no id of a node; ${remedy}`,
    ]);
  });

  test('a name like the one that is offered is no further fault', () => {
    expect(faultsOf(model('nodes: { Grid: { kind: asset }, hub: { kind: site, needs: [grid] } }'))).toHaveLength(1);
  });
});

describe('what is not what it seems is named', () => {
  test.each([
    ['s\u0430fe', 'a Cyrillic letter, U+0430, that looks like `a`'],
    ['s\u03b1fe', 'a Greek letter, U+03B1, that looks like `a`'],
    ['sa\u200bfe', 'an invisible character, U+200B'],
    ['sa\u00adfe', 'an invisible character, U+00AD'],
  ])('%j', (name, strange) => {
    const said = `\`safe\` holds ${strange}; write it anew: \`safe\``;
    expect(faultsOf(model(`nodes: { ${name}: { kind: asset } }\n${fire('1 per year', '')}`))).toEqual([`6: ${said}`]);
    const affects = fire('1 per year', '').replace('safe', name);
    expect(faultsOf(model(`${SAFE}\n${affects}`))).toEqual([`7: ${said}`]);
  });

  test('in a key and in a quantity', () => {
    const threat = fire('1 per year', '').replace('outage', 'out\u0430ge').replace('1 h', '1 h');
    expect(faultsOf(model(`${SAFE}\n${threat}`))).toEqual([
      '7: `outage` holds a Cyrillic letter, U+0430, that looks like `a`; write it anew: `outage`',
    ]);
    expect(faultsOf(model('threats: { t: { occurs: 1 per year, cost: { own: £1\u043a } } }'))).toEqual([
      '6: here stands a Cyrillic letter, U+043A, that looks like `k`; type it anew',
    ]);
  });
});

describe('one mistake is one fault', () => {
  test('a misspelt section, key or capital', () => {
    expect(faultsOf(model(`Nodes: { safe: { kind: asset } }\n${fire('1 per year', '')}`))).toEqual([
      '6: the file has no key `Nodes`; did you mean `nodes`?',
    ]);
    expect(faultsOf(model('nodes: { safe: { Kind: asset } }'))).toEqual([
      '6: node `safe` has no key `Kind`; did you mean `kind`?',
    ]);
    expect(faultsOf(model(`${SAFE}\n${fire('1 Per Year', '')}`))).toEqual([
      '7: units are written in small letters; write `1 per year`',
    ]);
  });

  test('a merge key', () => {
    expect(faultsOf(model('nodes:\n  a: &a { kind: asset }\n  b: { <<: *a }'))).toEqual([
      '8: merge keys (`<<`) are not read; write `like:` with the name of another entry, or the keys themselves',
    ]);
  });
});

test('what is refused is not offered: `detect`', () => {
  expect(readFileSync('scenario.schema.json', 'utf8')).not.toContain('"detect"');
  expect(readFileSync('docs/model-file.md', 'utf8')).not.toContain('`detect`');
  const control = 'controls: { c: { against: t, current: a, levels: { none: {}, a: { detect: 50% } } } }';
  expect(faultsOf(model(`${SAFE}\n${fire('1 per year', '')}\n${control}`))).toEqual([
    '8: `detect` comes with the incident layer; use prevent, contain or recover until then',
  ]);
});
