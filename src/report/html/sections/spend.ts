/** What security should cost: segment by segment, why, over years, and what else was asked. */
import { amounts } from '../../doughnut/amounts.ts';
import { benefits } from '../../doughnut/benefits.ts';
import { budget } from '../../doughnut/budget.ts';
import { knowing, testing, tornado } from '../../doughnut/estimates.ts';
import { finance, financeOfControls, roadmap, yearByYear } from '../../doughnut/finance.ts';
import { frontier } from '../../doughnut/frontier.ts';
import { noSafeSpace } from '../../doughnut/no-safe-space.ts';
import { oneStep } from '../../doughnut/one-step.ts';
import { pounds } from '../../doughnut/pounds.ts';
import { segments } from '../../doughnut/segments.ts';
import { sweep } from '../../doughnut/sweep.ts';
import { whySoMuch } from '../../doughnut/why.ts';
import { frontierFigure } from '../figures/frontier.ts';
import { ringsFigure } from '../figures/rings.ts';
import { besideTheRun } from '../rests-on.ts';
import { figureOrNone, type PageSection } from '../section.ts';
import { setLines, setUnderHeading } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function spendBySegment(sheet: Sheet): PageSection | null {
  const { doughnut, rings } = sheet;
  if (doughnut === null) return null;
  const found = doughnut.document.noSafeSpace;
  const lines =
    rings === null
      ? found === undefined
        ? []
        : noSafeSpace(found, doughnut)
      : [...amounts(rings), ...segments(rings), ...whySoMuch(rings)];
  return {
    id: 'segments',
    title: 'What security should cost, part by part',
    read: 'At least: with less, no plan keeps the limits surely enough. Best: spend and losses to expect come to the least. At most: whatever costs more, something cheaper surely beats it. A part is looked at alone, with the rest as in the best plan, so parts do not add up to the whole.',
    body: [
      ...setLines(besideTheRun('doughnut', sheet)),
      rings === null ? null : figureOrNone(ringsFigure(rings, 'rings')),
      ...setLines(lines),
    ],
  };
}

export function spendFrontier(sheet: Sheet): PageSection | null {
  const { doughnut } = sheet;
  if (doughnut === null) return null;
  const figure = frontierFigure(doughnut, 'frontier');
  if (figure === null) return null;
  return {
    id: 'money',
    title: 'Less and more money',
    read: 'To the right a plan costs more, further down less is lost. The line is the least that can be lost for the spend. Where it is steep, the next pound saves much; where it is flat, little.',
    body: [
      ...setLines(besideTheRun('doughnut', sheet)),
      figureOrNone(figure),
      ...setUnderHeading(frontier(doughnut)),
      ...setLines([...sweep(doughnut), ...budget(doughnut)]),
    ],
  };
}

export function spendOverYears(sheet: Sheet): PageSection | null {
  const { doughnut } = sheet;
  if (doughnut === null) return null;
  const lines = [
    ...finance(doughnut),
    ...yearByYear(doughnut),
    ...roadmap(doughnut),
    ...financeOfControls(doughnut),
    ...benefits(doughnut),
  ];
  if (lines.length === 0) return null;
  return {
    id: 'years',
    title: 'The money over years',
    read: 'What going from today to the best plan costs and saves, year by year, in today’s money; the benefits stand on lines of their own and are counted once.',
    body: setLines([...besideTheRun('doughnut', sheet), ...lines]),
  };
}

export function spendEstimates({ doughnut }: Sheet): PageSection | null {
  if (doughnut === null) return null;
  const lines = [
    ...tornado(doughnut),
    ...testing(doughnut),
    ...knowing(doughnut),
    ...pounds(doughnut),
    ...oneStep(doughnut),
  ];
  if (lines.length === 0) return null;
  return {
    id: 'estimates',
    title: 'What the spend hangs on',
    read: 'Which estimate, if it is other than thought, moves what security should cost; what testing controls and asking again is worth; what the last and the next pound buy.',
    body: setLines(lines),
  };
}
