/** What a page of evidence cannot say: figures without a source, sources without a name, controls without a test, results on too little. */
import type { EvidenceSubject } from '../../model/evidence-subject.ts';
import type { Model } from '../../model/model.ts';
import type { Estimate } from '../../results/estimate.ts';
import { counted, listed } from '../../results/format/count.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { CitedFigure } from './evidence-parts.ts';

export interface GapsOf {
  readonly model: Model;
  readonly subject: EvidenceSubject;
  readonly citations: readonly CitedFigure[];
}

/** Figures without a source; sources that do not say who, when, or how often they are right. */
function ofSources({ model, citations }: GapsOf): readonly string[] {
  const bare = citations.filter(({ source }) => source === null).length;
  const cited = model.sources.filter(({ id }) => citations.some(({ source }) => source === id));
  const nameless = cited.filter(({ by }) => by.length === 0).map(({ title }) => title);
  const undated = cited.filter(({ date }) => date === null).map(({ title }) => title);
  const unmeasured = cited.filter(({ calibration }) => calibration === null).length;
  return [
    ...(bare === 0
      ? []
      : [
          `Where ${counted(bare, 'figure')} of ${citations.length} come from: no source is given. They are listed below.`,
        ]),
    ...(nameless.length === 0 ? [] : [`Who stands behind ${listed(nameless)}.`]),
    ...(undated.length === 0 ? [] : [`Of when ${listed(undated)} is.`]),
    ...(unmeasured === 0
      ? []
      : [
          `How often the ranges of ${unmeasured} of ${counted(cited.length, 'source')} hold the truth: nobody has measured it.`,
        ]),
  ];
}

/** Controls in force that prevent something, of which no test stands in the model. */
function ofControls({ model, subject }: GapsOf, result: ScenarioResult): readonly string[] {
  const untested = subject.controls.filter((id) => {
    const found = result.controls[id];
    const isTested = model.evidence.some(({ control, level }) => control === id && level === found?.level);
    return (found?.effectiveness?.mean ?? 0) > 0 && !isTested;
  });
  return untested.length === 0
    ? []
    : [`The real effect of ${listed(untested)}: no test stands in the model, so it is an estimate.`];
}

/** All estimates of what was found. */
function estimatesOf({ threats, nodes, controls }: EvidenceSubject, result: ScenarioResult): readonly Estimate[] {
  return [
    ...threats.flatMap((id) => {
      const found = result.threats[id];
      return found === undefined ? [] : [found.eventsPerHorizon, found.gotThroughPerHorizon, found.lossCaused];
    }),
    ...nodes.flatMap((id) => {
      const found = result.nodes[id];
      const longest = found?.longestOutageHours['0.95'];
      return found === undefined
        ? []
        : [
            found.unavailability,
            found.outagesPerHorizon,
            found.lossCaused,
            found.lossBorne,
            ...(longest === undefined ? [] : [longest]),
          ];
    }),
    ...controls.flatMap((id) => {
      const found = result.controls[id];
      return found === undefined ? [] : [found.stopped, found.stoppedAlone];
    }),
  ];
}

function ofResults({ model, subject }: GapsOf, result: ScenarioResult): readonly string[] {
  const estimates = estimatesOf(subject, result);
  const thin = estimates.filter(({ unreliable }) => unreliable === true).length;
  const never = subject.threats.filter((id) => result.threats[id]?.eventsPerHorizon.value === 0);
  const own = new Set(model.limits.filter((limit) => Object.values(limit).includes(subject.id)).map(({ id }) => id));
  const open = result.appetite.filter(
    ({ id, status }) => own.has(id) && (status === 'not resolved' || status === 'at margin'),
  );
  return [
    ...(thin === 0
      ? []
      : [`How great ${counted(thin, 'figure')} of ${estimates.length} above are, marked ?: more trials would tell.`]),
    ...(never.length === 0 ? [] : [`What ${listed(never)} costs: it came in none of the simulated futures.`]),
    ...open.map(
      ({ id, status }) =>
        `Whether the limit ${id} holds: ${status === 'at margin' ? 'it is too close to call' : 'the trials are too few to say'}.`,
    ),
  ];
}

/** Sentences, each of something that is not known; the last is true of every page. */
export function evidenceGaps(of: GapsOf, result: ScenarioResult): readonly string[] {
  const { model, subject } = of;
  const isAccepted = subject.kind !== 'threat' || model.accepted.some(({ risk }) => risk === subject.id);
  return [
    ...ofSources(of),
    ...ofControls(of, result),
    ...ofResults(of, result),
    ...(isAccepted ? [] : ['Who accepts what is left of it: no acceptance stands in the model.']),
    ...(subject.kind === 'node'
      ? [
          'Where all of the loss borne here begins: threats that strike what it needs, at one remove or more, have pages of their own.',
        ]
      : []),
    'What nobody has written into the model: threats, needs and losses that it leaves out.',
  ];
}
