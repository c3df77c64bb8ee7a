/** What happens in the worst periods: chains from the threat to who pays, as trees. */
import type { SnowballChain } from '../../results/snowball/chains.ts';
import { doubted } from '../../results/format/doubted.ts';
import { percent } from '../../results/format/share.ts';
import { displayWidth } from '../text/display-width.ts';
import { prose, section } from '../text/section.ts';
import { wrap } from '../text/wrap.ts';
import { plainShare, shareOf, sum } from './figures.ts';
import { momentWords } from './moment-words.ts';
import { nameOf, periodName, periodNames, tailShare, type SnowballScene } from './scene.ts';
import { stepLines, stepName } from './steps.ts';

/** Columns of the share. */
const SHARE = 5;
const INDENT = 2;

/** The share of a chance that hides all but its first two digits. */
const TWO_DIGITS = 0.1;

/** `in 0.53% of all years, £151m on average`: of all that are among the worst and in which it costs. */
export function frequency({ probability, meanLoss }: SnowballChain, scene: SnowballScene): string {
  const chance = doubted(
    percent(probability.value, Math.max(probability.standardError, TWO_DIGITS * probability.value)),
    probability,
  );
  return `in ${chance} of all ${periodNames(scene)}, ${sum(meanLoss, scene)} on average`;
}

/** Which of several threats it was, where one of them is most of it: `none over 14%`. */
function mixWords({ begins }: SnowballChain, scene: SnowballScene): string {
  if (begins.length < 2) return '';
  const [first] = begins.toSorted((a, b) => b.share - a.share);
  if (first === undefined) return '';
  const share = plainShare(first.share);
  return first.share >= 0.3 ? ` (${nameOf(first.threat, scene)} ${share})` : ` (none over ${share})`;
}

/** The lines of one chain. @param isWhole No step is left out. */
export function chainLines(chain: SnowballChain, scene: SnowballScene, isWhole = false): string[] {
  const { page } = scene;
  const [first] = chain.steps;
  const begins = first === undefined ? '' : `${stepName(first, scene)}${mixWords(chain, scene)}`;
  const figures = frequency(chain, scene);
  const share = shareOf(chain.shareOfTail).padStart(SHARE);
  const room = page.width - INDENT - SHARE - 2;
  const gap = room - displayWidth(begins) - displayWidth(figures);
  const margin = ' '.repeat(INDENT + SHARE + 2);
  const head =
    gap >= 2
      ? [`${' '.repeat(INDENT)}${share}  ${page.style.heading(begins)}${' '.repeat(gap)}${figures}`]
      : [
          ...wrap(begins, room).map((line, at) =>
            at === 0 ? `${' '.repeat(INDENT)}${share}  ${page.style.heading(line)}` : margin + page.style.heading(line),
          ),
          ...wrap(figures, room).map((line) => margin + line),
        ];
  const moment = momentWords(chain);
  return [
    ...head,
    ...stepLines(chain, scene, isWhole),
    ...(moment === '' ? [] : wrap(moment, room).map((line) => margin + line)),
  ];
}

/** What no chain stands for, and a future of it. */
function otherLines(scene: SnowballScene): string[] {
  const { otherWays } = scene.result;
  if (otherWays === undefined || otherWays.shareOfTail.value <= 0) return [];
  const { typical } = otherWays;
  const told = typical === null ? '' : `. A future in full: run --trial ${typical.world}/${typical.trial}`;
  return prose(`${shareOf(otherWays.shareOfTail)} other ways${told}`, scene.page);
}

/** All chains, the dearest first. */
export function chains(scene: SnowballScene): string[] {
  const { chains: found = [] } = scene.result;
  if (found.length === 0) return [];
  const blocks = found.map((chain) => chainLines(chain, scene));
  const note = `Per cent: share of the loss of the worst ${periodNames(scene)}. After the name: in how many of all ${periodNames(scene)}, not of the worst, this happens and the ${periodName(scene)} is among the worst ${tailShare(scene)}; what it costs in these. Times: how long each is out in the middle case of these. Hour by hour: --chain 1 (the first).`;
  return section(
    `What happens in the worst ${periodNames(scene)}`,
    [...blocks.flat(), ...otherLines(scene), ...prose(note, scene.page).map(scene.page.style.quiet)],
    scene.page,
  );
}
