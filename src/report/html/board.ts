/** The first page: for who has a minute. The verdict, how bad it can get, what it should cost, where it compounds, what to do, how sure. */
import type { Estimate } from '../../results/estimate.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { doubted } from '../../results/format/doubted.ts';
import { perSpan } from '../../results/format/time.ts';
import { isThere, type Part } from '../../results/report-document.ts';
import { appetiteTable } from '../run/appetite-table.ts';
import { isCase, perOf, periodHoursOf, type Scene } from '../run/scene.ts';
import { sureness } from '../run/sureness.ts';
import { gravest, verdict } from '../run/verdict.ts';
import { reachWords } from '../doughnut/amounts.ts';
import { changes } from '../doughnut/changes.ts';
import { head as doughnutHead } from '../doughnut/head.ts';
import { headline as doughnutHeadline } from '../doughnut/headline.ts';
import { noSafeSpace } from '../doughnut/no-safe-space.ts';
import { amount, ring, type RingScene } from '../doughnut/scene.ts';
import { sureness as doughnutSureness } from '../doughnut/sureness.ts';
import { headline as snowballHeadline } from '../snowball/headline.ts';
import { pointsTable } from '../snowball/points-table.ts';
import { setFigure } from './figure.ts';
import { exceedanceFigure } from './figures/exceedance.ts';
import { ringsFigure, segmentsOf, wholeVerdict } from './figures/rings.ts';
import { spendLineFigure } from './figures/spend-line.ts';
import { html, type Markup } from './markup.ts';
import { fewerWords } from './rests-on.ts';
import { figureOrNone } from './section.ts';
import { setLines, setUnderHeading } from './set-blocks.ts';
import { prose } from '../text/section.ts';
import { plainText, blocksOf } from '../text/blocks.ts';
import type { Sheet } from './sheet.ts';

const SIGNS = {
  outside: { sign: '✕', tone: 'bad' },
  'not resolved': { sign: '?', tone: 'doubtful' },
  'at margin': { sign: '≈', tone: 'doubtful' },
  within: { sign: '✓', tone: 'good' },
} as const;

/** Whether the limits hold, largest of all. */
function verdictBox(scene: Scene): Markup {
  const lines = verdict(scene);
  const [heading] = blocksOf(lines);
  const worst = isCase(scene) ? null : gravest(scene.result.appetite);
  const { sign, tone } = worst === null ? { sign: 'i', tone: 'quiet' } : SIGNS[worst];
  const words = heading?.kind === 'heading' ? plainText(heading.text) : '';
  return html`<div class="verdict ${tone}">
    <h2 id="board-title"><span class="sign" aria-hidden="true">${sign}</span>${words}</h2>
    ${setUnderHeading(lines)}
  </div>`;
}

const tile = (label: string, value: string, note: string): Markup =>
  html`<div class="tile">
    <dt>${label}</dt>
    <dd>${value}${note !== '' && html`<span class="note">${note}</span>`}</dd>
  </div>`;

const sumOf = (known: Estimate, currency: string): string =>
  doubted(money(known.value, currency, known.standardError), known);

function lossTiles(scene: Scene): Markup[] {
  const { currency } = scene.document;
  const { mean, valueAtRisk } = scene.result.loss;
  const hours = periodHoursOf(scene);
  const bad = valueAtRisk['0.99'];
  const once = isCase(scene) ? '1 case in 100' : hours === 8760 ? '1 year in 100' : `1 in 100 (${perSpan(hours)})`;
  return [
    tile(`mean loss ${perOf(scene, hours)}`, sumOf(mean, currency), moneyError(mean.standardError, currency)),
    ...(bad === undefined
      ? []
      : [tile(`${once} loses`, bad.value === 0 ? 'nothing' : `${sumOf(bad, currency)} or more`, '')]),
  ];
}

function spendTiles(scene: RingScene): Markup[] {
  const { necessary, optimum, sufficient, actual } = scene.rings;
  const [low, high] = [ring(necessary, scene), ring(sufficient, scene)];
  return [
    tile('spent a year', ring(actual, scene), wholeVerdict(scene).word.toLowerCase()),
    tile(
      'should be',
      low === high ? low : `${low} to ${high}`,
      `best ${amount(optimum.value, scene)}; at least ${reachWords(necessary, scene)}`.replace(/; at least $/, ''),
    ),
  ];
}

const why = <T extends object>(part: Part<T>): Markup =>
  html`<p class="quiet">${isThere(part) ? 'Nothing to show.' : part.missing}</p>`;

function cost({ rings, doughnut, report }: Sheet): Markup[] {
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
  return found === undefined ? setLines(doughnutHead(doughnut)) : setLines(noSafeSpace(found, doughnut));
}

function compounding({ snowball, report }: Sheet): Markup[] {
  if (snowball === null) return [why(report.snowball)];
  return [...setLines(snowballHeadline(snowball)), ...setUnderHeading(pointsTable(snowball))];
}

function toDo({ rings, report }: Sheet): Markup[] {
  if (rings !== null) return setUnderHeading(changes(rings));
  return isThere(report.doughnut)
    ? [html`<p>No plan that the model knows keeps every limit: the ways out stand under what security should cost.</p>`]
    : [why(report.doughnut)];
}

function sure(sheet: Sheet): Markup[] {
  const { run, doughnut, page } = sheet;
  const fewer = fewerWords(sheet);
  const spend =
    doughnut === null
      ? []
      : [
          html`<h4>Of what security should cost</h4>`,
          ...setUnderHeading(doughnutSureness(doughnut, [])),
          ...setLines(fewer === '' ? [] : prose(fewer, page)),
        ];
  return [...(run === null ? [] : setUnderHeading(sureness(run, setMarks(run), []))), ...spend];
}

/** The lines whose marks the words on sureness explain. */
const setMarks = (scene: Scene): string[] => [...verdict(scene), ...appetiteTable(scene)];

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
        : verdictBox(run)
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
    ${compounding(sheet)}
    <h3>What to do</h3>
    ${toDo(sheet)}
    <h3>How sure are we?</h3>
    ${sure(sheet)}
  </section>`;
}
