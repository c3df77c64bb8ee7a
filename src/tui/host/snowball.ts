/** Where failures compound, for the screen: the points, then what stands behind them, in the words of the report. */
import { chainLines, frequency } from '../../report/snowball/chains.ts';
import { about, errorOf, inTailWords, playsWords, shareOf, sum, tailSentence } from '../../report/snowball/figures.ts';
import { noneHeadline } from '../../report/snowball/none.ts';
import { briefReasons, reasonSentences } from '../../report/snowball/reason-words.ts';
import { spendWords } from '../../report/snowball/removal.ts';
import { nameOf, periodNames, placeName, tailShare, type SnowballScene } from '../../report/snowball/scene.ts';
import { stepName } from '../../report/snowball/steps.ts';
import { promiseWords } from '../../report/snowball/time.ts';
import { printable } from '../../report/text/display-width.ts';
import { PLAIN } from '../../report/text/style.ts';
import { plainNumber } from '../../results/format/count.ts';
import { namesOf, type Names } from '../../results/names.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { SnowballPoint, SnowballDocument, SnowballResult } from '../../results/snowball-document.ts';
import type { Variant } from '../../sim/session.ts';
import { enoughTogether } from '../../snowball/structure/together.ts';
import { findSnowballs } from '../../snowball/find-snowballs.ts';
import type { Part } from '../../snowball/parts.ts';
import type { RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { ChainRow, CutSetsOfGoal, PointRow, SnowballView, TimeRow } from './study-messages.ts';
import { variantOf } from './variant.ts';
import type { Task, Workspace } from './workspace.ts';

/** Columns for which steps are set. */
const COLUMNS = 76;
/** Rows of lists that a screen is told of. */
const MOST = 200;
/** What stands behind the points on these screens. */
const PARTS: readonly Part[] = ['assumptions', 'chains', 'removal', 'time', 'structure'];

const WORDS: Readonly<Record<string, string>> = {
  points: 'changing one thing at a time in the worst futures',
  assumptions: 'trying clocks that nobody has given',
  chains: 'following failures from where they start',
  removal: 'trying the levels of the controls',
  time: 'measuring how long each is out',
  structure: 'looking for what one is enough to stop',
};

const estimated = (figure: Parameters<typeof sum>[0], scene: SnowballScene): string =>
  [sum(figure, scene), errorOf(figure, scene)].filter((part) => part !== '').join(' ');

function passesOnWords({ passesOn }: SnowballPoint): string {
  if (passesOn === null) return 'all by itself';
  const digits = (value: number): string => plainNumber(Number(value.toPrecision(2)));
  if (!Number.isFinite(passesOn.value)) return 'all by itself';
  return `${digits(passesOn.value)} times`;
}

function pointRow(point: SnowballPoint, scene: SnowballScene): PointRow {
  const [only] = point.members;
  const isNode = point.kind === 'node' || point.kind === 'control';
  const time = isNode ? scene.result.time?.nodes.find(({ node }) => node === only) : undefined;
  const reason = briefReasons(point, scene);
  return {
    id: point.id,
    name: placeName(point, scene),
    node: isNode && only !== undefined ? only : null,
    saves: estimated(point.madeHere, scene),
    plays: playsWords(point, scene),
    passesOn: passesOnWords(point),
    timeToAct:
      time === undefined
        ? ''
        : time.surviveHours === null
          ? 'never felt'
          : time.surviveHours.middle === 0
            ? 'none'
            : about(time.surviveHours.middle),
    sentences: [
      `It makes ${shareOf(point.share)} of what the worst ${tailShare(scene)} of ${periodNames(scene)} cost${reason === '' ? '' : `: ${reason}`}. It plays ${playsWords(point, scene)}, ${inTailWords(point, scene)}.`,
      ...reasonSentences(point, scene),
    ],
  };
}

function chainRow(chain: NonNullable<SnowballView['result']['chains']>[number], scene: SnowballScene): ChainRow {
  const [first] = chain.steps;
  return {
    share: shareOf(chain.shareOfTail),
    name: first === undefined ? '' : stepName(first, scene),
    frequency: frequency(chain, scene),
    lines: chainLines(chain, scene, true).slice(1),
    typical: chain.typical,
    nodes: chain.steps.flatMap(({ kind, members }) => (kind === 'threat' ? [] : members)),
  };
}

const timeRow = ({
  node,
  recoverHours,
  surviveHours,
  exposed,
}: NonNullable<SnowballView['result']['time']>['nodes'][number]): TimeRow => ({
  node,
  isOut: about(recoverHours.middle),
  isOutOneIn20: about(recoverHours.oneIn20),
  survived:
    surviveHours === null ? 'never' : surviveHours.middle === 0 ? 'at once' : `after ${about(surviveHours.middle)}`,
  longer: surviveHours === null ? '' : shareOf(exposed),
  isExposed: surviveHours !== null && exposed.value > 0,
});

/** Names that cannot steer a terminal. */
const printableNames = ({ nodes, threats }: Names): Names => {
  const shown = (names: ReadonlyMap<string, string>) => new Map([...names].map(([id, name]) => [id, printable(name)]));
  return { nodes: shown(nodes), threats: shown(threats) };
};

/** Of what the worst periods cost the share that runs through all nodes of a set; null before the chains are there. */
function shareThrough(set: readonly string[], { chains }: SnowballResult): Estimate | null {
  if (chains === undefined || chains.length === 0) return null;
  const through = chains.filter(({ steps }) => {
    const nodes = new Set(steps.flatMap(({ kind, members }) => (kind === 'threat' ? [] : members)));
    return set.every((node) => nodes.has(node));
  });
  return {
    value: through.reduce((sum_, { shareOfTail }) => sum_ + shareOfTail.value, 0),
    // Ways exclude one another, so their errors do not all point the same way: this is not too small
    standardError: Math.hypot(...through.map(({ shareOfTail }) => shareOfTail.standardError)),
    ...(through.some(({ shareOfTail }) => shareOfTail.unreliable === true) ? { unreliable: true as const } : {}),
  };
}

/** Sets of one size: those first through which most of the worst runs; ties as they came. */
function withShares({ sets, ...goal }: FoundSets, result: SnowballResult): CutSetsOfGoal {
  const found = sets.map((set) => ({ set, share: shareThrough(set, result) }));
  const sorted = found.toSorted((a, b) => a.set.length - b.set.length || (b.share?.value ?? 0) - (a.share?.value ?? 0));
  return {
    ...goal,
    sets: sorted.map(({ set }) => set),
    shares: sorted.map(({ share }) => (share === null ? '' : shareOf(share))),
  };
}

/** The page of a document on one scenario. */
function viewOf(
  document: SnowballDocument,
  { model }: Variant,
  cutSets: readonly FoundSets[],
  isWhole: boolean,
): SnowballView | null {
  const [entry] = Object.entries(document.scenarios);
  if (entry === undefined) return null;
  const [scenario, result] = entry;
  const page = { width: COLUMNS, style: PLAIN, names: printableNames(namesOf(document.labels)) };
  const scene: SnowballScene = { document, scenario, result, model, page };
  const shares = (list: typeof result.triggers) =>
    list.slice(0, MOST).map(({ id, share }) => ({ id: nameOf(id, scene), share: shareOf(share) }));
  const tail = tailSentence(scene);
  return {
    result,
    isWhole,
    headline:
      result.none === null
        ? []
        : noneHeadline(result.none, scene)
            .map((line) => line.trim())
            .filter((line) => line !== ''),
    tail,
    trials: document.trials,
    points: result.points.slice(0, MOST).map((point) => pointRow(point, scene)),
    triggers: shares(result.triggers),
    bearers: shares(result.bearers),
    removal: (result.removal ?? [])
      .toSorted((a, b) => b.saves.value - a.saves.value)
      .slice(0, MOST)
      .map((each) => ({
        control: each.control,
        level: each.level,
        saves: estimated(each.saves, scene),
        costs: spendWords(each, document.currency),
      })),
    chains: (result.chains ?? []).map((chain) => chainRow(chain, scene)),
    otherWays: result.otherWays === undefined ? '' : shareOf(result.otherWays.shareOfTail),
    times: (result.time?.nodes ?? []).slice(0, MOST).map(timeRow),
    promises: (result.time?.broken ?? []).slice(0, 20).map((broken) => promiseWords(broken, scene)),
    cutSets: cutSets.map((goal) => withShares(goal, result)),
  };
}

type FoundSets = Omit<CutSetsOfGoal, 'shares'>;

function cutSetsOf({ model, compiled }: Variant, seed: string): readonly FoundSets[] {
  return enoughTogether(model, compiled, seed).map(({ goal, sets, triedUpTo }) => ({
    goal,
    isDownUnhurt: triedUpTo === 0,
    sets: sets.slice(0, MOST),
    triedUpTo,
  }));
}

export async function snowball(request: RequestOf<'snowball'>, { session }: Workspace, task: Task): Promise<void> {
  const selection = selectionOf(request.changes);
  const variant = variantOf(session, selection);
  const options = {
    ...selection,
    trials: request.trials,
    signal: task.signal,
    onPart: (part: string, done: number, of: number) =>
      task.say({ kind: 'progress', words: WORDS[part] ?? part, done, of }),
  };
  const say = (document: SnowballDocument, cutSets: readonly FoundSets[], isWhole: boolean): void => {
    const view = viewOf(document, variant, cutSets, isWhole);
    if (view !== null) task.say({ kind: 'snowball', snowball: view });
  };
  const points = await findSnowballs(session, { ...options, parts: [] });
  task.signal.throwIfAborted();
  const cutSets = cutSetsOf(variant, session.seed);
  say(points, cutSets, false);
  const whole = await findSnowballs(session, { ...options, parts: PARTS });
  task.signal.throwIfAborted();
  say(whole, cutSets, true);
}
