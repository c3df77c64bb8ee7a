import { describe, expect, test } from 'vitest';
import type { ChainStep, SnowballChain } from '../../../src/results/snowball/chains.ts';
import { silosOf } from '../../../src/snowball/silos/silos.ts';
import { modelOfText } from '../../fixtures/snowball-models.ts';

const TEXT = `
ringfence: 1
title: Silos
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  directory: { kind: asset, discipline: cyber, owner: chief of IT, tags: { failure: management } }
  robots:    { kind: asset, discipline: physical, owner: works manager, needs: [directory] }
  orders:    { kind: service, discipline: supply, owner: head of sales, needs: [robots], loss: [ { own: £1k per hour } ] }
threats:
  ransomware: { discipline: cyber, occurs: 1 per year, tags: { failure: imagination }, affects: { directory: { outage: 20 h } } }
  breakdown:  { discipline: physical, occurs: 1 per year, affects: { robots: { outage: 20 h } } }
controls:
  backups: { against: [ransomware], discipline: cyber, owner: OWNER, current: kept, levels: { none: {}, kept: { opex: £1k per year, contain: 50% } } }
`;

const step = (kind: ChainStep['kind'], id: string): ChainStep => ({
  kind,
  members: [id],
  match: 'all',
  group: null,
  hours: kind === 'threat' ? null : 20,
});

function chain(share: number, threat: string, ...nodes: string[]): SnowballChain {
  const figure = { value: share, standardError: share / 10 };
  return {
    steps: [step('threat', threat), ...nodes.map((id) => step('node', id))],
    path: [threat, ...nodes],
    probability: figure,
    meanLoss: figure,
    shareOfTail: figure,
    begins: [{ threat, share: 1 }],
    typical: null,
  };
}

const model = (owner: string) => modelOfText(TEXT.replace('OWNER', owner));
const CHAINS = [
  chain(0.6, 'ransomware', 'directory', 'robots', 'orders'),
  chain(0.3, 'breakdown', 'robots', 'orders'),
  chain(0.05, 'ransomware', 'directory'),
];

describe('gaps', () => {
  test('are chains across disciplines without a control whose owner sees both ends', () => {
    expect(silosOf(model('chief of IT'), CHAINS).gaps).toEqual([
      {
        chain: 1,
        disciplines: ['cyber', 'physical', 'supply'],
        owners: ['chief of IT', 'head of sales', 'works manager'],
      },
      { chain: 2, disciplines: ['physical', 'supply'], owners: ['head of sales', 'works manager'] },
    ]);
  });

  test('are closed by the control of an owner who has something at both ends', () => {
    // Head of sales owns orders, and a control of the discipline in which it begins.
    expect(silosOf(model('head of sales'), CHAINS).gaps.map(({ chain: number }) => number)).toEqual([2]);
  });

  test('are not closed by a control without an owner', () => {
    const text = TEXT.replace(' owner: OWNER,', '');
    expect(silosOf(modelOfText(text), CHAINS).gaps.map(({ chain: number }) => number)).toEqual([1, 2]);
  });
});

describe('the four failures', () => {
  test('share what chains take with tags, and leave the rest untagged; all of it is the tail', () => {
    const other = { shareOfTail: { value: 0.05, standardError: 0.01 }, lists: 3, typical: null };
    const { byFailure, untagged } = silosOf(model('chief of IT'), CHAINS, other);
    const values = Object.fromEntries(byFailure.map(({ failure, share }) => [failure, share.value]));
    // Chains 1 and 3 have one tag of the threat and one of the directory.
    expect(values['imagination']).toBeCloseTo(0.325, 12);
    expect(values['management']).toBeCloseTo(0.325, 12);
    expect([values['policy'], values['capabilities']]).toEqual([0, 0]);
    expect(untagged.value).toBeCloseTo(0.35, 12);
    expect(untagged.standardError).toBeCloseTo(Math.sqrt(0.03 ** 2 + 0.01 ** 2), 12);
  });

  test('are all untagged in a model without tags', () => {
    const { untagged } = silosOf(modelOfText(TEXT.replace(/, tags: \{[^}]*\}/g, '')), CHAINS);
    expect(untagged.value).toBeCloseTo(0.95, 12);
  });
});
