/** The report on a run, for people: from the answer to the figures behind it. */
import { namesOf } from '../../results/names.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import { explainReport } from '../explain/explain-report.ts';
import { idsBehind } from '../text/names.ts';
import type { Page } from '../text/style.ts';
import { appetiteTable } from './appetite-table.ts';
import { brief } from './brief.ts';
import { comparison } from './comparison.ts';
import { controls } from './controls.ts';
import { costs } from './costs.ts';
import { curve } from './curve.ts';
import { drivers } from './drivers.ts';
import { falls } from './falls.ts';
import { lossFigures } from './loss-figures.ts';
import type { Scene } from './scene.ts';
import { sureness } from './sureness.ts';
import { title } from './title.ts';
import { shortVerdict, verdict } from './verdict.ts';

export interface RunReport {
  readonly document: ResultDocument;
  /** The words of the command line that gives the same figures again, quoted; empty to leave it out. */
  readonly command: readonly string[];
  /** Only the answer, the curve and what costs most. Default false. */
  readonly brief?: boolean | undefined;
}

const explained = ({ result, document, page }: Scene): string[] =>
  result.explanation === undefined ? [] : explainReport(result.explanation, document.currency, page);

function onScene(scene: Scene, command: readonly string[]): string[] {
  const figures = [
    ...verdict(scene),
    ...appetiteTable(scene),
    ...curve(scene),
    ...lossFigures(scene),
    ...costs(scene),
    ...drivers(scene),
    ...falls(scene),
    ...controls(scene),
    ...explained(scene),
  ];
  const ids = idsBehind(figures, scene.page);
  return [...title(scene), ...figures, ...ids, ...sureness(scene, figures, command)];
}

/** The verdicts once more, where the first have left the screen. */
function repeated(scenes: readonly Scene[], lines: number, page: Page): string[] {
  if (page.rows === undefined || lines < page.rows) return [];
  return scenes.flatMap((scene) => {
    const verdicts = shortVerdict(scene);
    return scenes.length === 1 ? verdicts : ['', page.style.heading(scene.scenario), ...verdicts.slice(1)];
  });
}

/**
 * Lines of the report, none wider than the page. Several scenarios are compared, then reported one after the other; on a
 * terminal that is too low for it the verdict stands at the end again.
 */
export function runReport({ document, command, brief: isBrief = false }: RunReport, bare: Page): string[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  const scenes = Object.entries(document.scenarios).map(([scenario, result]): Scene => ({
    document,
    scenario,
    result,
    page,
  }));
  const reports = scenes.map((scene, index) =>
    isBrief ? brief(scene) : onScene(scene, index === scenes.length - 1 ? command : []),
  );
  const compared = comparison(scenes).slice(1);
  const parts = compared.length === 0 ? reports : [compared, ...reports];
  const lines = parts.flatMap((part, index) => (index === 0 ? part : ['', '', ...part]));
  return isBrief ? lines : [...lines, ...repeated(scenes, lines.length, page)];
}
