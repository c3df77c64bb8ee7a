/** Scenarios side by side, controls with their evidence, limits with who answers for them, tolerances, assumptions and sources, method. */
import { isThere } from '../../../results/report-document.ts';
import type { ReportModel } from '../../../results/report-model.ts';
import { plainNumber } from '../../../results/format/count.ts';
import { plainDate } from '../../../results/format/date.ts';
import { money } from '../../../results/format/money.ts';
import { percent } from '../../../results/format/share.ts';
import { duration, estimatedDuration } from '../../../results/format/time.ts';
import { doubted } from '../../../results/format/doubted.ts';
import { compareReport } from '../../compare/compare-report.ts';
import { appetiteTable } from '../../run/appetite-table.ts';
import { controls as controlLines } from '../../run/controls.ts';
import { sureness } from '../../run/sureness.ts';
import { verdict } from '../../run/verdict.ts';
import { isCase } from '../../run/scene.ts';
import type { Cell } from '../../text/cell.ts';
import { nodeName, threatName } from '../../text/names.ts';
import { item, prose } from '../../text/section.ts';
import { table } from '../../text/table.ts';
import { html } from '../markup.ts';
import { besideTheRun } from '../rests-on.ts';
import type { PageSection } from '../section.ts';
import { setLines, setUnderHeading } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function scenarios(sheet: Sheet): PageSection | null {
  const { page } = sheet;
  const { comparison } = sheet.report;
  if (!isThere(comparison)) return null;
  // Title and rule stand above
  const lines = compareReport({ document: comparison, command: [], pairs: true }, page).slice(2);
  return {
    id: 'scenarios',
    title: 'Scenarios side by side',
    read: 'All scenarios meet the same futures, so chance strikes them alike, and a change is known better than from two runs of their own: the errors named paired are those of the change.',
    body: setLines([...besideTheRun('comparison', sheet), ...lines]),
  };
}

function evidenceLines({ evidence }: ReportModel, { page }: Sheet): string[] {
  const rows = evidence.map((note): Cell[] => [
    nodeName(note.control, page),
    note.level,
    note.form,
    `${plainNumber(note.k)} of ${plainNumber(note.n)}`,
    `${plainNumber(Number(note.effectiveK.toPrecision(3)))} of ${plainNumber(Number(note.effectiveN.toPrecision(3)))}`,
    note.date,
  ]);
  const columns = [
    { header: 'control' },
    { header: 'level' },
    { header: 'form' },
    { header: 'found', align: 'right' },
    { header: 'counts as', align: 'right' },
    { header: 'date' },
  ] as const;
  return rows.length === 0
    ? prose('No control has evidence: what they achieve is as it was elicited.', page)
    : [
        ...table(columns, rows, page),
        ...prose(
          'Counts as: after age and clusters. Done: how often it was done when it should have been; to standard: how often it was done well; caught: what tests found.',
          page,
        ).map(page.style.quiet),
      ];
}

export function controls(sheet: Sheet): PageSection | null {
  const { run, report } = sheet;
  const lines = run === null ? [] : controlLines(run);
  if (lines.length === 0) return null;
  return {
    id: 'controls',
    title: 'Controls and their evidence',
    read: 'What each control stops, as the evidence leaves it: the range is the middle 90% of what it may achieve, for all that is known. The evidence below is what that rests on.',
    body: [
      ...setUnderHeading(lines),
      ...(isThere(report.model) ? [html`<h3>Evidence</h3>`, ...setLines(evidenceLines(report.model, sheet))] : []),
    ],
  };
}

function ownerLines({ report: { model }, page }: Sheet): string[] {
  if (!isThere(model)) return [];
  const rows = model.limits.map(({ id, owner, review }): Cell[] => [
    id,
    owner ?? 'not stated',
    review === null ? 'not stated' : plainDate(review),
  ]);
  return rows.length === 0
    ? []
    : table([{ header: 'limit' }, { header: 'owner' }, { header: 'review by' }], rows, page);
}

function acceptedLines({ report: { model }, page, head, run }: Sheet): string[] {
  if (!isThere(model) || model.accepted.length === 0) return [];
  return [...model.accepted]
    .map(({ risk, by, until, upTo }) => {
      const caused = run?.result.threats[risk]?.lossCaused;
      const residual =
        caused === undefined
          ? ''
          : ` It costs ${doubted(money(caused.value, head.currency, caused.standardError), caused)} a period on average.`;
      const words = `${threatName(risk, page)}: accepted by ${by}${until === null ? ', without an end' : ` until ${plainDate(until)}`}${upTo === null ? '' : `, up to ${money(upTo, head.currency)}`}.${residual}`;
      return item(words, page);
    })
    .flat();
}

export function appetite(sheet: Sheet): PageSection | null {
  const { run } = sheet;
  if (run === null || isCase(run) || run.result.appetite.length === 0) return null;
  const accepted = acceptedLines(sheet);
  return {
    id: 'appetite',
    title: 'The limits of the board',
    read: 'A limit holds when it is surely enough kept over all that the evidence leaves open, not only on average. At margin: too close to tell with so many futures. Not resolved: too few futures to say anything.',
    body: [
      ...setUnderHeading(verdict(run)),
      ...setUnderHeading(appetiteTable(run)),
      ...setLines(ownerLines(sheet)),
      accepted.length > 0 && html`<h3>Risks that were accepted</h3>`,
      ...setLines(accepted),
    ],
  };
}

/** `24 h`; nothing where none is stated. */
const hoursWords = (hours: number | null): string => (hours === null ? '-' : duration(hours));

export function tolerances({ run, report: { model }, page }: Sheet): PageSection | null {
  if (run === null) return null;
  const stated = new Map((isThere(model) ? model.nodes : []).map((node) => [node.id, node]));
  const rows = Object.entries(run.result.nodes).flatMap(
    ([id, { probabilityOfBreach, longestOutageHours }]): Cell[][] => {
      const breaches = Object.entries(probabilityOfBreach);
      if (breaches.length === 0) return [];
      const node = stated.get(id);
      const chance = (which: string): string => {
        const known = probabilityOfBreach[which];
        if (known === undefined) return '-';
        if (known.value === 0) return 'not seen';
        return doubted(percent(known.value, known.standardError), known);
      };
      const bad = longestOutageHours['0.95'];
      return [
        [
          nodeName(id, page),
          hoursWords(node?.mtpd ?? null),
          chance('mtpd'),
          hoursWords(node?.rto ?? null),
          chance('rto'),
          node?.mbco === undefined || node.mbco === null ? '-' : percent(node.mbco),
          bad === undefined ? '-' : estimatedDuration(bad),
        ],
      ];
    },
  );
  if (rows.length === 0) return null;
  const columns = [
    { header: 'what must not be down' },
    { header: 'mtpd', align: 'right' },
    { header: 'broken in', align: 'right' },
    { header: 'rto', align: 'right' },
    { header: 'broken in', align: 'right' },
    { header: 'mbco', align: 'right' },
    { header: 'longest outage, 1 in 20', align: 'right' },
  ] as const;
  return {
    id: 'tolerances',
    title: 'What must not be down, and for how long',
    read: 'MTPD: the longest that it may be down before the damage cannot be borne. RTO: how soon it is promised back. MBCO: the capacity that must be kept; below it, it is down. Broken in: the share of years in which an unbroken outage is longer.',
    body: setLines(table(columns, rows, page)),
  };
}

export function assumptions({ report: { model }, page }: Sheet): PageSection | null {
  if (!isThere(model)) return null;
  const rows = model.sources.map((source): Cell[] => [
    source.id,
    source.title,
    source.date === null ? '-' : plainDate(source.date),
    source.by.join(', ') || '-',
    source.confidence ?? 'not stated',
    source.origin ?? 'not stated',
    source.calibration === null ? '-' : percent(source.calibration),
  ]);
  const columns = [
    { header: 'source' },
    { header: 'title' },
    { header: 'date' },
    { header: 'by' },
    { header: 'confidence' },
    { header: 'known' },
    { header: 'right so far', align: 'right' },
  ] as const;
  const said = model.assumptions.flatMap((words) => item(words, page));
  return {
    id: 'assumptions',
    title: 'Assumptions and sources',
    read: 'What the model takes for granted without saying so, and where its figures come from. Confidence: official, of the company, an estimate, or press. Known: before the event that is studied, fitted to it, or assumed. Right so far: how often intervals of that source held the truth; they are widened by it.',
    body: [
      ...setLines(said.length === 0 ? prose('The model takes nothing for granted that is listed here.', page) : said),
      ...(rows.length === 0
        ? [html`<p>The model names no sources.</p>`]
        : [html`<h3>Sources</h3>`, ...setLines(table(columns, rows, page))]),
    ],
  };
}

export function method({ head, run }: Sheet): PageSection {
  const lines = run === null ? [] : sureness(run, [...verdict(run), ...appetiteTable(run)], []);
  return {
    id: 'method',
    title: 'How it was worked out',
    read: 'For who wants to check it. The papers and the proofs are in the documentation of Ringfence, which also sets answers that others published beside its own.',
    body: [
      html`<ul>
        <li>
          Many possible futures are simulated, event by event: threats arrive, controls stop some, what fails takes
          along what needs it, stocks run out, changeovers and restarts take their time, and money is lost meanwhile.
        </li>
        <li>
          Two things are kept apart: what nobody knows (how often, how well, how dear), drawn once in a world, and
          chance, drawn anew in each future of it. How sure a limit is kept is a share of worlds, freed of the noise
          inside them.
        </li>
        <li>
          Whatever is compared (plans, scenarios, a place that passes nothing on) meets the same futures, so that chance
          strikes both alike.
        </li>
        <li>
          ± is one standard error of the simulation, not of the model: if the model is wrong, so are its figures. ?
          marks what rests on too few futures.
        </li>
        <li>
          Losses counted: ${head.lossesCounted.join(', ') || 'nobody’s'}.
          ${head.partial ? 'The work was cut short: what was not reached says so.' : ''}
        </li>
      </ul>`,
      ...setLines(lines),
    ],
  };
}
