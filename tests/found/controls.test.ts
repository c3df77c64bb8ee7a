import { describe, expect, test } from 'vitest';
import { changed, faultsOf, modelFrom } from '../model/parse/small-model.ts';

const control = (lines: string): string => `ringfence: 1
title: A control against nothing
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes: { a: { kind: asset } }
threats: { t: { occurs: 1 per year, affects: { a: { outage: 2 h } } } }
controls:
  c: { current: on, levels: { none: {}, on: { order: 1, opex: £9k per year${lines} }
`;

describe('a control against nothing', () => {
  test.each(['prevent: 50%', 'deter: 50%', 'contain: 50%', 'recover: 50% in 2 h'])('cannot say %s', (verb) => {
    expect(faultsOf(control(`, ${verb} } }`))).toEqual([
      expect.stringMatching(
        /^9: control `c` says `(prevent|deter|contain|recover)`, and is against nothing; write `against:`: name threats/,
      ),
    ]);
    expect(faultsOf(control(`, ${verb} } }, against: all`))).toEqual([]);
  });

  test('cannot be written as an empty list, whatever it does', () => {
    expect(faultsOf(control(' } }, against: []'))).toEqual([
      expect.stringMatching(/^9: control `c` is against nothing;/),
    ]);
    expect(faultsOf(control(' } }, against: null'))).toHaveLength(1);
  });

  test('has no evidence', () => {
    expect(faultsOf(control(' } }, evidence: [{ caught: 9 of 10, date: 2026-05-01 }]'))).toEqual([
      expect.stringMatching(/^9: control `c` has evidence, and is against nothing/),
    ]);
  });

  test.each(['transfer: £1m per year', 'capacity: 50%', 'set: { nodes.a.restart: 2 h }'])('may say %s', (verb) => {
    expect(faultsOf(control(`, ${verb} } }`))).toEqual([]);
  });
});

describe('a copy by `like`', () => {
  const copy = (own: string): string =>
    changed(['guard: { kind: person, count: 2 }', `guard: { kind: person, count: 2 }\n  twin: { like: hub, ${own} }`]);
  const needs = (text: string): readonly (readonly [string, readonly string[]])[] =>
    modelFrom(text)
      .nodes.find(({ id }) => id === 'twin')
      ?.needs.map(({ id, members }) => [id, members] as const) ?? [];

  test('takes a need away by `null`, and adds one that is not there yet', () => {
    expect(needs(copy('needs: { guard: null }'))).toEqual([['feed', ['grid', 'spare']]]);
    expect(needs(copy('needs: { office: }')).map(([id]) => id)).toEqual(['feed', 'guard', 'office']);
  });

  test('joins and takes away where the needs of its model are a list', () => {
    const text = changed([
      'guard: { kind: person, count: 2 }',
      'guard: { kind: person, count: 2 }\n  twin: { like: office, needs: { grid: null, guard: } }',
    ]);
    expect(needs(text).map(([id]) => id)).toEqual(['guard', 'hub']);
  });

  test('takes away anything else by `null` too', () => {
    const twin = modelFrom(copy('restart: null, tolerance: { mbco: null }, loss: null')).nodes.find(
      ({ id }) => id === 'twin',
    );
    expect(twin?.restart).toBeUndefined();
    expect(twin?.tolerance).toEqual({ mtpd: 24, rto: undefined, mbco: 1 });
    expect(twin?.loss).toEqual([]);
    const threat = changed(['  theft: {', '  arson: { like: fire, affects: { grid: null } }\n  theft: {']);
    expect(
      modelFrom(threat)
        .threats.find(({ id }) => id === 'arson')
        ?.affects.map(({ node }) => node),
    ).toEqual(['spare']);
  });
});
