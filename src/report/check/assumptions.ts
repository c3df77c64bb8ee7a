/** What a model takes for granted without saying so: an analyst should see it before believing a figure. */
import { loopsThatCanLock } from '../../model/graph.ts';
import type { EvidenceNote, Model } from '../../model/model.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import type { LawReader } from '../read-back/law-reader.ts';
import { neverGoesBack } from '../read-back/nodes.ts';
import { otherForms } from '../read-back/occurrence.ts';

/** Names in a sentence before the rest is only counted. */
const MOST = 6;

function evidenceWords(note: EvidenceNote): string {
  const k = plainNumber(Number(note.effectiveK.toPrecision(3)));
  const n = plainNumber(Number(note.effectiveN.toPrecision(3)));
  return `${note.control} ${note.form} ${note.k} of ${note.n} counts as ${k} of ${n}`;
}

function evidence(model: Model): string[] {
  if (model.evidence.length === 0) return [];
  const changed = model.evidence.filter((note) => Math.abs(note.effectiveN - note.n) > 1e-9 * note.n);
  const rule =
    'Evidence ages: its counts halve in each halfLife (24 months unless stated) up to the start; tests in one cluster resemble one another with rho (0.1 unless stated).';
  return [changed.length === 0 ? rule : `${rule} So ${listed(changed.map(evidenceWords), MOST)}.`];
}

function restarts(model: Model): string[] {
  const without = model.nodes.filter(
    (node) => node.kind !== 'control' && node.needs.length > 0 && node.restart === undefined,
  );
  if (without.length === 0) return [];
  const who = listed(
    without.map(({ id }) => id),
    MOST,
  );
  return [
    `No restart time is given for ${who}: ${without.length === 1 ? 'it works' : 'they work'} again the moment what they need is back.`.replace(
      'works again the moment what they need',
      'works again the moment what it needs',
    ),
  ];
}

/** A group of a node, by the node where they have one name. */
const groupName = (node: string, group: string): string => (group === node ? node : `${node} (${group})`);

function stays(model: Model): string[] {
  const groups = model.nodes.flatMap((node) =>
    node.needs.filter(neverGoesBack).map((group) => groupName(node.id, group.id)),
  );
  if (groups.length === 0) return [];
  return [
    `Once ${listed(groups, MOST)} ${groups.length === 1 ? 'has' : 'have'} changed over, ${groups.length === 1 ? 'it stays' : 'they stay'} there: nobody goes back when the member before it is back, and its next outage is not felt.`,
  ];
}

function switchovers(model: Model): string[] {
  const groups = model.nodes.flatMap((node) =>
    node.needs
      .filter(
        (group) =>
          (group.kind === 'any' || group.kind === 'atLeast') &&
          group.members.length > group.k &&
          group.switchover === undefined,
      )
      .map((group) => groupName(node.id, group.id)),
  );
  if (groups.length === 0) return [];
  return [`No switchover time is given for ${listed(groups, MOST)}: another member takes over at once.`];
}

function loops(model: Model): string[] {
  return loopsThatCanLock(model).map(
    (loop) =>
      `The loop of ${listed(loop, MOST)} has no blackStart: once all of it is down, only something from outside lifts it.`,
  );
}

function calibration(model: Model): string[] {
  const widened = model.sources.filter((source) => source.calibration !== null);
  const trusted = model.sources.filter((source) => source.calibration === null && source.confidence === 'estimate');
  return [
    ...(widened.length === 0
      ? []
      : [
          `Intervals are widened where their source was found over-confident: ${listed(
            widened.map(({ id, calibration: share }) => `${id} (right ${percent(share ?? 0)} of the time)`),
            MOST,
          )}.`,
        ]),
    ...(trusted.length === 0
      ? []
      : [
          `Taken at their word, as no calibration was measured: the estimates of ${listed(
            trusted.map(({ id }) => id),
            MOST,
          )}. Untrained people's 90% intervals hold the truth 40 to 60% of the time.`,
        ]),
  ];
}

/** Each chance per year in the forms that are easier to judge. */
function yearly(model: Model, read: LawReader): string[] {
  const said = model.threats.flatMap(({ id, occurs }) => {
    if (occurs.kind !== 'yearly') return [];
    const forms = otherForms(read(occurs.chance));
    return forms === null ? [] : [`${id}: \`${forms.frequency}\` or \`${forms.proximity}\``];
  });
  return said.length === 0
    ? []
    : [
        `A chance per year is harder to judge than a frequency or a proximity; as likely in a year would be, for ${listed(said, MOST)}.`,
      ];
}

/** From where on a share of the worst losses matters, where that is not stated. */
function shares(model: Model): string[] {
  const limits = model.limits.flatMap((limit) =>
    limit.kind === 'shareOfTail' && limit.mattersOverIsAssumed ? [limit] : [],
  );
  const [first] = limits;
  if (first === undefined) return [];
  const ids = listed(
    limits.map(({ id }) => id),
    MOST,
  );
  const name = limits.length === 1 ? `Limit ${ids} is` : `Limits ${ids} are`;
  return first.mattersOver > 0
    ? [
        `${name} judged where the worst 5% lose more than ${shortMoney(first.mattersOver, model.currency)} on average, a tenth of the smallest sum that a limit names; \`matters over\` states another.`,
      ]
    : [
        `${name} judged however small the worst losses are: no limit names a sum of money, and no \`matters over\` is stated.`,
      ];
}

/** How spend is taken where the file does not say so, and what it says that runs do not follow. */
function spend(model: Model): string[] {
  const later = model.controls.filter(({ from }) => from !== undefined && from > model.starts).map(({ id }) => id);
  const isDear = model.controls.some(({ levels }) => levels.some(({ capex }) => capex !== undefined));
  return [
    ...(model.spend === undefined || model.spend.discount > 0 || !isDear
      ? []
      : ['Capex is spread evenly over its life, without interest: no `discount` is stated.']),
    ...(later.length === 0
      ? []
      : [
          `Runs, and costs a year, take another level of ${listed(later, MOST)} as in place from the start; money by year begins at \`from\`.`,
        ]),
  ];
}

/** A sentence for each assumption that the model makes; empty when it makes none. */
export function assumptions(model: Model, read: LawReader): readonly string[] {
  return [
    ...loops(model),
    ...restarts(model),
    ...switchovers(model),
    ...stays(model),
    ...evidence(model),
    ...calibration(model),
    ...yearly(model, read),
    ...shares(model),
    ...spend(model),
  ];
}
