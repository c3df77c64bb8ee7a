import { describe, expect, test } from 'vitest';
import type { Model, ModelNode } from '../../src/model/model.ts';
import { assumptions } from '../../src/report/check/assumptions.ts';
import { checkSummary } from '../../src/report/check/check-summary.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { lawOf, lawsOf } from '../fixtures/law-of.ts';
import { model, quantity } from './fixture.ts';

const needs = (id: string, ...members: readonly string[]): ModelNode => ({
  ...(model.nodes[1] ?? model.nodes[0])!,
  id,
  label: id,
  needs: members.map((member) => ({ id: member, kind: 'all', k: 1, members: [member], weights: [] })),
});
const said = (given: Model): readonly string[] => assumptions(given, lawsOf(given));
const withNodes = (...nodes: readonly ModelNode[]): Model => ({ ...model, nodes });

describe('what a model takes for granted', () => {
  test('is said of restarts, switchovers, evidence, calibration and loops', () => {
    const words = said(withNodes(needs('a', 'b'), needs('b', 'a'))).join('\n');
    expect(words).toContain('The loop of a and b has no blackStart');
    expect(words).toContain('No restart time is given for a and b: they work again the moment what they need is back.');
    expect(words).toContain('halfLife (24 months unless stated)');
    expect(words).toContain('ops-day (right 60% of the time)');
  });

  test('counts what age and clusters leave of the evidence', () => {
    const [note] = model.evidence;
    const aged = { ...model, evidence: note === undefined ? [] : [{ ...note, effectiveK: 21.37, effectiveN: 22.22 }] };
    expect(said(aged).join('\n')).toContain('fire-suppression done 50 of 52 counts as 21.4 of 22.2');
  });

  test('is nothing for a model that says all', () => {
    const plain: Model = { ...model, nodes: [needs('a')], evidence: [], sources: [] };
    expect(said(plain)).toEqual([]);
  });

  test('names threats stated as a chance per year, and the other forms', () => {
    const chance = quantity({ dimension: 'share', law: { kind: 'constant', value: 0.02 }, text: '2% per year' });
    const [threat] = model.threats;
    const threats =
      threat === undefined ? [] : [{ ...threat, occurs: { kind: 'yearly' as const, chance, once: false } }];
    expect(said({ ...model, threats }).join('\n')).toContain(
      'for substation-fire: `every 49.5 years` or `within 2.54..148 years`.',
    );
  });
});

test('the summary counts what there is, and fits the page', () => {
  const lines = checkSummary('a/very/long/path/'.repeat(10), model, lawOf, { width: 80, style: PLAIN });
  expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  const said = lines.join(' ').replace(/\s+/g, ' ');
  expect(said).toContain('4 nodes, 2 threats, 1 control, 3 limits and 1 source.');
  expect(said).toContain('Scenarios: winter-peak.');
  expect(said).toContain('Portfolios: resilient.');
});
