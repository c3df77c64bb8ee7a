import { expect, test } from 'vitest';
import { mapFigure } from '../../../src/report/html/figures/map.ts';
import { PLAIN, type Page } from '../../../src/report/text/style.ts';
import type { ReportModel, ReportNode } from '../../../src/results/report-model.ts';

const page: Page = { width: 100, style: PLAIN };

/** A chain of so many nodes, the last of which the organisation is there for. */
function chainOf(nodes: number): ReportModel {
  const id = (index: number): string => `n${String(index).padStart(4, '0')}`;
  const all = Array.from({ length: nodes }, (_, index): ReportNode => {
    const goal = index === nodes - 1 ? 'service' : null;
    return { id: id(index), kind: 'infrastructure', owner: null, goal, mtpd: null, rto: null, mbco: null };
  });
  const edges = all.slice(1).map((node, index) => ({ from: id(index), to: node.id }));
  const nothing = { evidence: [], sources: [], assumptions: [], limits: [], accepted: [] };
  return { nodes: all, edges, struck: [id(7)], ...nothing };
}

test('a map says how many of the nodes it draws, and which; the table has them all', () => {
  const figure = mapFigure({ model: chainOf(400), result: null, currency: 'GBP', page }, 'map')!;
  expect(figure.summary).toContain(
    '250 of 400 are drawn: what the organisation is there for, then what costs most; all are',
  );
  expect(figure.table.rows).toHaveLength(400);
  const svg = figure.picture.kind === 'svg' ? figure.picture.svg.text : '';
  expect(svg.match(/data-node=/g)).toHaveLength(250);
  expect(svg).toContain('data-node="n0399"');
  expect(svg).toContain('data-node="n0007"');
});

test('a map of all nodes says nothing of others', () => {
  const figure = mapFigure({ model: chainOf(200), result: null, currency: 'GBP', page }, 'map')!;
  expect(figure.summary).not.toContain('drawn');
});
