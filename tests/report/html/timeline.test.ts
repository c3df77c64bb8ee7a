import { expect, test } from 'vitest';
import { timelineFigure } from '../../../src/report/html/figures/timeline.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import type { TrialDocument, TrialEvent } from '../../../src/results/trial-document.ts';

const page = { width: 80, style: PLAIN };
const falls = (node: string, hour: number, to: number): TrialEvent =>
  ({ what: 'capacity', hour, node, from: to === 0 ? 1 : 0, to }) as TrialEvent;
const future = (...events: readonly TrialEvent[]): TrialDocument =>
  ({ horizonHours: 8760, events }) as unknown as TrialDocument;
const drawn = (document: TrialDocument): string => {
  const { picture } = timelineFigure(document, page, 'timeline')!;
  return picture.kind === 'svg' ? picture.svg.text : '';
};
const lanesOf = (document: TrialDocument): readonly string[] =>
  [...drawn(document).matchAll(/text-anchor="end"\s*>([^<]*)</g)].map(([, name]) => name!.trim());

test('what is down from start to end leaves the scale to what falls', () => {
  const fall = [falls('feed', 4000, 0), falls('hall', 4001, 0), falls('feed', 4010, 1), falls('hall', 4020, 1)];
  const document = future(falls('spare', 0, 0), ...fall);
  expect(lanesOf(document)).toEqual(['feed', 'hall']);
  const { summary } = timelineFigure(document, page, 'timeline')!;
  expect(summary).toContain('From start to end below full capacity, and left out: spare.');
  // Twenty hours, not a year
  expect(drawn(document)).toContain('>20 h<');
});

test('where nothing else fell it is what there is to show', () => {
  expect(lanesOf(future(falls('spare', 0, 0)))).toEqual(['spare']);
});
