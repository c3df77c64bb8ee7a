/** What the sections of a page speak of: the documents, as the reports on them see them. */
import { headOfReport, isThere, type ReportDocument } from '../../results/report-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { DocumentHead } from '../../results/document-head.ts';
import { namesOf } from '../../results/names.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { ringSceneOf, sceneOf, type DoughnutScene, type RingScene } from '../doughnut/scene.ts';
import type { Scene } from '../run/scene.ts';
import type { SnowballModel, SnowballScene } from '../snowball/scene.ts';
import { blockPage } from '../text/blocks.ts';
import type { Page } from '../text/style.ts';

export interface Sheet {
  readonly report: ReportDocument;
  readonly head: DocumentHead;
  readonly page: Page;
  /** The words of the command line that makes the same page again, quoted. */
  readonly command: readonly string[];
  /** The first scenario of the run; null without one. */
  readonly run: Scene | null;
  readonly doughnut: DoughnutScene | null;
  /** The doughnut where it has rings. */
  readonly rings: RingScene | null;
  readonly snowball: SnowballScene | null;
}

/** What the pages on snowballs ask of the model, as a result tells it. */
function modelOf(head: DocumentHead, result: ScenarioResult | undefined): SnowballModel {
  const { conditions, threats = {}, controls = {} } = result ?? {};
  return {
    scenario: conditions?.scenario ?? 'base',
    selection: conditions === undefined ? {} : { portfolio: conditions.portfolio },
    starts: conditions?.starts ?? '',
    horizonHours: head.horizonHours,
    overruled: conditions?.overruled ?? [],
    threats: Object.keys(threats).map((id) => ({ id })),
    controls: Object.keys(controls).map((id) => ({ id, levels: [] })),
  };
}

const first = <T>(of: Readonly<Record<string, T>>): readonly [string, T] | undefined => Object.entries(of)[0];

const resultsOf = ({ run }: ReportDocument): ResultDocument['scenarios'] => (isThere(run) ? run.scenarios : {});

/** The mean of the tail that the run tells, from more futures than a search for snowballs has. */
const tailOf = (result: ScenarioResult | undefined, level: number | null): Estimate | undefined =>
  level === null ? undefined : result?.loss.tailValueAtRisk[String(level)];

/** @throws RangeError for a report without any document. */
export function sheetOf(report: ReportDocument, command: readonly string[]): Sheet {
  const head = headOfReport(report);
  if (head === null) throw new RangeError('a report has one document at least');
  const page = blockPage(namesOf(head.labels));
  const result = first(resultsOf(report));
  const run =
    isThere(report.run) && result !== undefined
      ? { document: report.run, scenario: result[0], result: result[1], page }
      : null;
  const doughnut = isThere(report.doughnut) ? sceneOf(report.doughnut, page) : null;
  const found = isThere(report.snowball) ? first(report.snowball.scenarios) : undefined;
  const snowball =
    isThere(report.snowball) && found !== undefined
      ? {
          document: report.snowball,
          scenario: found[0],
          result: found[1],
          model: modelOf(head, result?.[1]),
          page,
          tailMean: tailOf(result?.[1], found[1].tail.level),
        }
      : null;
  return {
    report,
    head,
    page,
    command,
    run,
    doughnut,
    rings: doughnut === null ? null : ringSceneOf(doughnut),
    snowball,
  };
}
