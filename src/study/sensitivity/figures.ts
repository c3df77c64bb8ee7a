/** The figures whose variance over worlds is taken apart: the mean loss, the tail, and what limits are set on. */
import type { Limit, Model } from '../../model/model.ts';
import { limitWords } from '../../results/limit-words.ts';
import { namesOf } from '../../results/names.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { labelsOf } from '../../sim/measure/asked.ts';
import { limitColumn } from '../../sim/measure/appetite/limit-columns.ts';
import { valueAtRisk } from '../../sim/measure/quantiles.ts';
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import type { Sample } from '../../sim/session.ts';
import type { TrialFigure } from './read-worlds.ts';

export interface Figure {
  /** `loss`, `tail`, or the id of a limit; of a point of a curve, with its loss. */
  readonly id: string;
  readonly subject: string;
  readonly unit: 'money' | 'share' | 'number';
  readonly of: TrialFigure;
}

const YEAR_HOURS = 8760;
/** The tail is the worst 5 % of periods. */
const TAIL = 0.95;

/**
 * What a world adds to the tail: its mean loss beyond the value at risk of all worlds, by the share of the tail. On top of that value at
 * risk it is the tail value at risk of all worlds on average, and a mean over trials in each, so that its noise is known.
 *
 * @see Rockafellar & Uryasev (2000), Optimization of conditional value-at-risk, Journal of Risk 2, 21-41.
 */
function tailFigure(id: string, level: number, sorted: Float64Array, { currency }: Model): Figure {
  const over = valueAtRisk(sorted, level);
  return {
    id,
    subject: `worst ${percent(1 - level)}: loss beyond ${shortMoney(over, currency)}`,
    unit: 'money',
    of: { kind: 'excess', over, factor: 1 / (1 - level) },
  };
}

function limitFigures(limit: Limit, sample: Sample, sorted: () => Float64Array): readonly Figure[] {
  const { model, compiled } = sample.variant;
  const { subject } = limitWords(limit, model, namesOf(labelsOf(model).labels));
  const { id } = limit;
  const column = (unit: Figure['unit'], units: number): readonly Figure[] => {
    const of = limitColumn(limit, compiled, recordColumns(compiled));
    return [{ id, subject, unit, of: { kind: 'column', column: of, factor: 1 / units } }];
  };
  switch (limit.kind) {
    case 'loss':
      return [{ id, subject, unit: 'share', of: { kind: 'over', over: limit.over } }];
    case 'curve':
      return limit.points.map(({ loss }, at) => ({
        id: idsOf(limit, model)[at]!,
        subject: `loss over ${shortMoney(loss, model.currency)}`,
        unit: 'share',
        of: { kind: 'over', over: loss },
      }));
    case 'outage':
    case 'harm':
      return column('share', compiled.periods);
    case 'gotThrough':
      return column('number', compiled.horizonHours / YEAR_HOURS);
    case 'tailMean':
      return idsOf(limit, model).map((one) => tailFigure(one, limit.level, sorted(), model));
    case 'meanLoss':
    case 'shareOfTail':
      return [];
  }
}

/** Ids of the figures of a limit: none where it is on one that is there anyway, or on shares of the tail, which no world has. */
function idsOf(limit: Limit, { currency }: Pick<Model, 'currency'>): readonly string[] {
  switch (limit.kind) {
    case 'loss':
    case 'outage':
    case 'harm':
    case 'gotThrough':
      return [limit.id];
    case 'curve':
      return limit.points.map(({ loss }) => `${limit.id}.${shortMoney(loss, currency)}`);
    case 'tailMean':
      return limit.level === TAIL ? [] : [limit.id];
    case 'meanLoss':
    case 'shareOfTail':
      return [];
  }
}

const limitsOf = ({ limits, given }: Pick<Model, 'limits' | 'given'>): readonly Limit[] =>
  given.length > 0 ? [] : limits;

/** Ids of the figures of a model, in their order. */
export const figureIds = (model: Model): readonly string[] => [
  'loss',
  'tail',
  ...limitsOf(model).flatMap((limit) => idsOf(limit, model)),
];

/** The figures of a run, the mean loss first. */
export function figuresOf(sample: Sample): readonly Figure[] {
  const { model } = sample.variant;
  let known: Float64Array | null = null;
  const sorted = (): Float64Array => (known ??= sample.losses.toSorted());
  return [
    { id: 'loss', subject: 'mean loss', unit: 'money', of: { kind: 'loss' } },
    tailFigure('tail', TAIL, sorted(), model),
    ...limitsOf(model).flatMap((limit) => limitFigures(limit, sample, sorted)),
  ];
}
