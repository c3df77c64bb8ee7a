/** The page on what security should cost, for people: the verdict, five amounts, then what to do and why. */
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { namesOf } from '../../results/names.ts';
import { idsBehind } from '../text/names.ts';
import type { Page } from '../text/style.ts';
import { amounts } from './amounts.ts';
import { changedFigures } from './asked.ts';
import { benefits } from './benefits.ts';
import { budget } from './budget.ts';
import { changes } from './changes.ts';
import { drawing } from './drawing.ts';
import { knowing, testing, tornado } from './estimates.ts';
import { finance, financeOfControls, roadmap, yearByYear } from './finance.ts';
import { frontier } from './frontier.ts';
import { head } from './head.ts';
import { headline } from './headline.ts';
import { limits } from './limits.ts';
import { noSafeSpace } from './no-safe-space.ts';
import { oneStep } from './one-step.ts';
import { pounds } from './pounds.ts';
import { ringSceneOf, sceneOf, type DoughnutScene } from './scene.ts';
import { segments } from './segments.ts';
import { sureness } from './sureness.ts';
import { sweep } from './sweep.ts';
import { whySoMuch } from './why.ts';

/** Parts of the page beyond what everybody asks. `finance`: money over years; `why`: what single controls and estimates do. */
export const MORE_PARTS = ['finance', 'why'] as const;
export type MorePart = (typeof MORE_PARTS)[number];

export interface DoughnutReport {
  readonly document: DoughnutDocument;
  /** The words of the command line that gives the same figures again, quoted: program, file, options; empty to leave it out. */
  readonly command: readonly string[];
  /** Parts that are shown besides; none when absent. */
  readonly show?: readonly MorePart[] | undefined;
}

const MORE: Readonly<Record<MorePart, readonly ((scene: DoughnutScene) => string[])[]>> = {
  finance: [yearByYear, roadmap, financeOfControls, frontier],
  why: [pounds, oneStep, tornado, testing, knowing],
};

function body(scene: DoughnutScene, show: readonly MorePart[]): string[] {
  const rings = ringSceneOf(scene);
  const more = MORE_PARTS.filter((part) => show.includes(part)).flatMap((part) => MORE[part]);
  const beside = [...benefits(scene), ...finance(scene), ...sweep(scene), ...more.flatMap((of) => of(scene))];
  if (rings !== null) {
    return [
      ...headline(rings),
      ...amounts(rings),
      ...drawing(rings),
      ...budget(scene),
      ...changes(rings),
      ...whySoMuch(rings),
      ...limits(scene),
      ...segments(rings),
      ...beside,
    ];
  }
  const { noSafeSpace: found } = scene.document;
  return [...(found === undefined ? [] : noSafeSpace(found, scene)), ...budget(scene), ...beside];
}

/** Lines of the page, none wider than it. */
export function doughnutReport({ document, command, show = [] }: DoughnutReport, bare: Page): string[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  const scene = sceneOf(document, page);
  const lines = body(scene, show);
  return [
    ...head(scene),
    ...changedFigures(scene),
    ...lines,
    ...idsBehind(lines, page),
    ...sureness(
      scene,
      command,
      MORE_PARTS.filter((part) => !show.includes(part)),
    ),
  ];
}
