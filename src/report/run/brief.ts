/** A run on one screen: the answer, the curve, what costs most. */
import { byCause } from './costs.ts';
import { shortCurve } from './curve.ts';
import { prose } from '../text/section.ts';
import { lossFigureRows } from './loss-figures.ts';
import type { Scene } from './scene.ts';
import { shortTitle } from './title.ts';
import { shortUntilWords } from './until-words.ts';
import { shortVerdict } from './verdict.ts';

/** Lines of the smallest terminal that people use, less the one on which they type. */
const LINES = 23;

/** Causes that are named, fewer where the verdict is long. */
const MOST = 3;

/** Rows of the curve: as many as the screen leaves, within these. */
const LEAST_ROWS = 4;
const MOST_ROWS = 12;

/** Lines that stand with the rows of a curve: a blank one, the heading, the axis and its labels. */
const BESIDE = 4;

/** How many figures of the loss too little lies behind; nothing where there is none. */
function doubts(scene: Scene): string[] {
  const figures = lossFigureRows(scene);
  const doubted = figures.filter(({ estimate }) => estimate.unreliable === true).length;
  if (doubted === 0) return [];
  const isInWorlds = scene.result.measured.worlds > 1;
  const words = `Unreliable (?), too few trials${isInWorlds ? ' or worlds' : ''}: ${doubted} of ${figures.length} figures of the loss.`;
  return prose(words, scene.page).map(scene.page.style.quiet);
}

/** Title, verdict, curve and two or three causes of most loss: as a rule no more than 23 lines of 80 columns. */
export function brief(scene: Scene): string[] {
  const until = shortUntilWords(scene).flatMap((words) => prose(words, scene.page).map(scene.page.style.quiet));
  const head = [...shortTitle(scene), ...shortVerdict(scene), ...doubts(scene), ...until];
  const leftBy = (causes: readonly string[]): number => LINES - head.length - causes.length - BESIDE;
  const all = byCause(scene, MOST);
  const causes = leftBy(all) < LEAST_ROWS ? byCause(scene, MOST - 1) : all;
  const left = leftBy(causes);
  const rows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, left));
  return [...head, ...shortCurve(scene, rows), ...causes];
}
