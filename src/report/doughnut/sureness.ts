/** How sure the rings are, and what to ask next. */
import { roundedUp } from '../../results/trials-to-settle.ts';
import { counted, listed, trialsInWorlds } from '../../results/format/count.ts';
import { commandLines } from '../text/command-lines.ts';
import { draws, forReaders, futures, isSent, planName } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { searchWords } from './searched.ts';
import { limitName, surenessWords } from './limits.ts';
import { amount, farthest, isSimulated, isUntold, limitIds, ringSceneOf, type DoughnutScene } from './scene.ts';

function simulatedWords(scene: DoughnutScene): string {
  const { document } = scene;
  if (!isSimulated(scene))
    return document.rings === undefined ? 'Nothing was simulated.' : 'Nothing was simulated, the rings are exact.';
  const { page } = scene;
  const size = isSent(page)
    ? `${futures(document.trials, page)}${document.worlds > 1 ? `, over ${draws(document.worlds, page)} of what is uncertain,` : ''}`
    : trialsInWorlds(document, document.settings);
  const each = planName(page);
  const rings = document.rings;
  if (rings === undefined)
    return `${size} of each ${each}, ${forReaders(page, 'on the same futures', 'the same ones for all')}.`;
  const isOpen = [rings.necessary, rings.optimum, rings.sufficient].some(({ low, high }) => low !== high);
  const worlds = document.worlds > 1 ? '' : ' Nothing in the model is uncertain.';
  const reach = isOpen
    ? `In brackets: how low and how high ${forReaders(page, 'a ring', 'an amount')} may be for the noise of the simulation, two standard errors either way.`
    : `The noise of the simulation moves ${forReaders(page, 'no ring', 'none of the amounts')}.`;
  const isBelow = rings.sufficient.low < rings.necessary.value;
  const order = isBelow
    ? ` At most may be as low as ${amount(rings.sufficient.low, scene)} only if at least is as low: whatever is right, the one never lies below the other.`
    : '';
  return `${size} of each ${each}, ${forReaders(page, 'on the same futures', 'the same ones for all')}. ${reach}${order}${worlds}`;
}

/** What the inner ring's plan did in worlds that did not choose it. */
function freshWords(scene: DoughnutScene): string {
  const { freshWorlds, rings } = scene.document;
  const fresh = forReaders(scene.page, 'fresh worlds', 'fresh futures');
  if (!isSimulated(scene) || rings === undefined || limitIds(scene).length === 0) return '';
  if (freshWorlds === null) return `The least that is necessary was not judged again on ${fresh}.`;
  const { judgements, optimism } = freshWorlds;
  const last = judgements.at(-1);
  const all = Object.entries(last?.confidences ?? {});
  const told = Object.fromEntries(all.filter(([, confidence]) => !isUntold(confidence)));
  const untold = all.flatMap(([id, confidence]) => (isUntold(confidence) ? [limitName(id, scene)] : []));
  const worst = farthest(told, scene);
  const failed = judgements.filter(({ fails }) => fails).length;
  if (worst === null) {
    return untold.length === 0 ? '' : `On ${fresh} too little happens to judge ${listed(untold)}.`;
  }
  const sure = `${surenessWords(told, scene)}${untold.length === 0 ? '' : `; too little happens there to judge ${listed(untold)}`}`;
  // What is not sure enough there fails only where the noise does not explain it
  const holds = worst.confidence.value < worst.asked ? 'is neither confirmed nor refuted' : 'holds';
  if (failed === 0) return `Judged once more on ${fresh}, the least that is necessary ${holds}: ${sure}.`;
  if (optimism === null) return `Judged once more on ${fresh}, every candidate for the least that is necessary failed.`;
  return `Judged once more on ${fresh} ${counted(failed, 'cheaper plan')} failed, and the least rose by ${amount(optimism, scene)}: ${sure}.`;
}

function nearWords(scene: DoughnutScene): string {
  const { nearBest, rings } = scene.document;
  if (nearBest === null || rings === undefined || nearBest.low >= nearBest.high) return '';
  return `Plans from ${amount(nearBest.low, scene)} to ${amount(nearBest.high, scene)} are as good as the best, within ${isSimulated(scene) ? '1% or the noise' : '1%'}.`;
}

/** Limits of which the simulation says too little. */
function unresolvedWords(scene: DoughnutScene): string {
  const { unresolved } = scene.document;
  if (unresolved.length === 0) return '';
  const isOfTail = unresolved.some((id) => scene.document.limits?.[id]?.kind === 'shareOfTail');
  const more = forReaders(
    scene.page,
    `; give more --trials${isOfTail ? ', or state from which losses on a share of the tail matters (`matters over`)' : ''}`,
    '',
  );
  return `Too few events: of some plans it is not resolved whether ${listed(unresolved.map((id) => limitName(id, scene)))} ${unresolved.length === 1 ? 'holds' : 'hold'}${more}.`;
}

/** What the words of the page count. */
const COUNTED =
  'Spend is what controls cost a year, capex spread over its life. Losses to expect are the mean of a year after insurance, with harm, the worst years and business turned away where the model prices them.';

/** A round budget as a word of the command line. */
function budgetWord(budget: number, scene: DoughnutScene): string {
  // Rounded up: a budget that is a little too small asks another question
  const words = amount(roundedUp(budget), scene);
  return words.includes(' ') ? `"${words}"` : words;
}

/** Questions that follow, as options of the command. */
function nextOptions(scene: DoughnutScene): string[] {
  const { document } = scene;
  const rings = ringSceneOf(scene);
  const budget = rings === null ? null : rings.rings.necessary.budget;
  // A cut and a budget exclude each other, and one that is asked for stands in the command already
  const hasBudget = document.settings['cut'] !== undefined || document.settings['budget'] !== undefined;
  const lower = document.asked.confidence > 0.85 ? 80 : 95;
  // The limit that stands most in the way
  const best = document.noSafeSpace?.bestConfidence ?? {};
  const slack = (id: string): number => (best[id]?.value ?? 1) - (document.asked.limits[id] ?? 0);
  const limits = limitIds(scene).toSorted((a, b) => slack(a) - slack(b));
  return [
    ...(hasBudget ? [] : ['--cut 10%']),
    ...(!hasBudget && budget !== null && budget > 0 ? [`--budget ${budgetWord(budget, scene)}`] : []),
    ...(limits.length === 0 ? [] : [`--confidence ${lower}%`, `--without ${limits[0] ?? ''}`]),
  ];
}

/**
 * @param command Words of the command line that gives the same page: the program, the file, options.
 * @param more Parts of the page that can be shown besides.
 */
export function sureness(scene: DoughnutScene, command: readonly string[], more: readonly string[] = []): string[] {
  const { document, page } = scene;
  const words = [
    simulatedWords(scene),
    freshWords(scene),
    unresolvedWords(scene),
    nearWords(scene),
    ...searchWords(scene),
    COUNTED,
    // A page that is sent has a section for that
    isSent(page)
      ? ''
      : `Seed "${document.seed}", model ${document.modelHash.slice(0, 19)}, Ringfence ${document.ringfence}.`,
  ].filter((each) => each !== '');
  // Who copies a line must get whole options, and no bar that a shell takes for a pipe
  const options = [...more.map((part) => `--show ${part}`), ...nextOptions(scene)];
  const next =
    command.length === 0
      ? []
      : prose(
          `To go on, add one of these to the command: ${options.map((option) => option.replaceAll(' ', '\u00a0')).join(', ')}`,
          page,
        );
  return section(
    'How sure',
    [...words.flatMap((each) => prose(each, page)), ...commandLines(command, page), ...next],
    page,
  );
}
