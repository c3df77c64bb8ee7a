/** The first page: for who has a minute. The verdict and the first step, how bad it can get, what it should cost, where it compounds, what to do, how sure. */
import { counted } from '../../../results/format/count.ts';
import { isThere, type Part } from '../../../results/report-document.ts';
import { changes } from '../../doughnut/changes.ts';
import { paidAtOnceWords } from '../../doughnut/finance.ts';
import type { DoughnutScene } from '../../doughnut/scene.ts';
import { head as doughnutHead } from '../../doughnut/head.ts';
import { headline as doughnutHeadline } from '../../doughnut/headline.ts';
import { mayBeChance, nearestWords, noSafeSpaceWords, waysOut } from '../../doughnut/no-safe-space.ts';
import { appetiteTable } from '../../run/appetite-table.ts';
import { isCase, type Scene } from '../../run/scene.ts';
import { gravest, verdict } from '../../run/verdict.ts';
import { blocksOf, plainText } from '../../text/blocks.ts';
import { prose } from '../../text/section.ts';
import { setFigure } from '../figure.ts';
import { exceedanceFigure } from '../figures/exceedance.ts';
import { ringsFigure, segmentsOf } from '../figures/rings.ts';
import { spendLineFigure } from '../figures/spend-line.ts';
import { html, type Markup } from '../markup.ts';
import { figureOrNone } from '../section.ts';
import { setLines, setUnderHeading } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';
import { compounding } from './compounding.ts';
import { firstStep, heldByRun } from './first-step.ts';
import { sure } from './sure.ts';
import { lossTiles, spendTiles } from './tiles.ts';

const SIGNS = {
  outside: { sign: '✕', tone: 'bad' },
  'not resolved': { sign: '?', tone: 'doubtful' },
  'at margin': { sign: '≈', tone: 'doubtful' },
  within: { sign: '✓', tone: 'good' },
} as const;

/** Whether the limits hold, largest of all, and what to do first. */
function verdictBox(scene: Scene, sheet: Sheet): Markup {
  const lines = verdict(scene);
  const [heading] = blocksOf(lines);
  const worst = isCase(scene) ? null : gravest(scene.result.appetite);
  const { sign, tone } = worst === null ? { sign: 'i', tone: 'quiet' } : SIGNS[worst];
  const words = heading?.kind === 'heading' ? plainText(heading.text) : '';
  const step = firstStep(sheet);
  return html`<div class="verdict ${tone}">
    <h2 id="board-title"><span class="sign" aria-hidden="true">${sign}</span>${words}</h2>
    ${setUnderHeading(lines)} ${step !== '' && html`<p><span class="strong">What to do first:</span> ${step}</p>`}
  </div>`;
}

const why = <T extends object>(part: Part<T>): Markup =>
  html`<p class="quiet">${isThere(part) ? 'Nothing to show.' : part.missing}</p>`;

/** Where the run contradicts a search without a plan: not the search's verdict, but what it lacks. */
const notFound = ({ document }: DoughnutScene): Markup[] => [
  html`<p class="quiet">
    Not found: on ${counted(document.trials, 'future')} of each plan none keeps the limits as surely as asked, yet today
    does on more. More futures of each plan would tell.
  </p>`,
];

function cost(sheet: Sheet): Markup[] {
  const { rings, doughnut, report } = sheet;
  if (rings !== null) {
    return [
      ...setLines(doughnutHeadline(rings)),
      setFigure(spendLineFigure(rings, 'board-spend')),
      // A single wedge says nothing that the line does not
      ...(segmentsOf(rings).length < 2
        ? []
        : [figureOrNone(ringsFigure(rings, 'board-rings'))].filter((each) => each !== null)),
    ];
  }
  if (doughnut === null) return [why(report.doughnut)];
  const { noSafeSpace: found } = doughnut.document;
  if (found === undefined) return setLines(doughnutHead(doughnut));
  if (heldByRun(sheet) !== null) return notFound(doughnut);
  const { page } = doughnut;
  const nearest = nearestWords(found, doughnut);
  return setLines([
    ...prose(noSafeSpaceWords(found, doughnut), page).map((line) => page.style.heading(page.style.bad(line))),
    ...(nearest === '' ? [] : prose(nearest, page)),
  ]);
}

function whereItCompounds({ snowball, report }: Sheet): Markup[] {
  return snowball === null ? [why(report.snowball)] : setLines(compounding(snowball));
}

function toDo(sheet: Sheet): Markup[] {
  const { rings, doughnut } = sheet;
  if (rings !== null) {
    const atOnce = paidAtOnceWords(rings);
    return [...setUnderHeading(changes(rings)), ...setLines(atOnce === '' ? [] : prose(atOnce, rings.page))];
  }
  const found = doughnut?.document.noSafeSpace;
  if (doughnut === null || found === undefined) {
    return [html`<p class="quiet">Nothing is proposed, as what security should cost is not known.</p>`];
  }
  const held = heldByRun(sheet);
  if (held !== null) return [html`<p>${held}</p>`];
  const chance = mayBeChance(found, doughnut) ? ', but with so few futures that may be chance' : '';
  return [
    html`<p>No plan that the model knows keeps every limit as surely as asked${chance}.</p>`,
    ...setLines(waysOut(found, doughnut)),
  ];
}

/** The board's page: everything that decides, in the order in which it is asked. */
export function board(sheet: Sheet): Markup {
  const { run, rings } = sheet;
  const tiles = [...(run === null ? [] : lossTiles(run)), ...(rings === null ? [] : spendTiles(rings))];
  const curve =
    run === null
      ? null
      : exceedanceFigure(run, { id: 'board-curve', title: 'Chance of losing more', withOccurrence: false });
  const limits = run === null ? [] : setUnderHeading(appetiteTable(run));
  return html`<section id="board" aria-labelledby="board-title">
    ${
      run === null
        ? html`<h2 id="board-title">At a glance</h2>
            ${why(sheet.report.run)}`
        : verdictBox(run, sheet)
    }
    <dl class="tiles">${tiles}</dl>
    ${
      run !== null &&
      html`<h3>How bad can it get?</h3>
        ${curve === null ? html`<p>No loss was seen.</p>` : setFigure(curve)}`
    }
    ${
      limits.length > 0 &&
      html`<h3>The limits of the board</h3>
        ${limits}`
    }
    <h3>What should security cost?</h3>
    ${cost(sheet)}
    <h3>Where do failures compound?</h3>
    ${whereItCompounds(sheet)}
    <h3>What to do</h3>
    ${toDo(sheet)}
    <h3>How sure are we?</h3>
    ${sure(sheet)}
  </section>`;
}
