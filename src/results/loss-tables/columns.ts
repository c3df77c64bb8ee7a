/**
 * The columns of the tables of losses, in the terms of Open Results Data (ORD).
 *
 * @see Open Data Standards, Open Results Data: period loss table (SPLT), event loss table (MELT), exceedance probability table (EPT).
 */

/** A column of a table of losses. */
export interface LossColumn {
  readonly name: string;
  readonly type: 'INTEGER' | 'DOUBLE' | 'VARCHAR';
  readonly unit: string;
  readonly words: string;
}

/** A table that is written as a Parquet file. */
export interface LossTable {
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Its name in ORD; empty where ORD has none. */
  readonly ord: string;
  readonly words: string;
  readonly columns: readonly LossColumn[];
}

const column = (name: string, type: LossColumn['type'], unit: string, words: string): LossColumn => ({
  name,
  type,
  unit,
  words,
});

const summary = column('SummaryId', 'INTEGER', 'number', 'what was run, as `summaries.csv` names it');
const period = column(
  'Period',
  'INTEGER',
  'number',
  'number of the period, from 1; the same number is the same future in every summary',
);
const weight = column('PeriodWeight', 'DOUBLE', 'share', 'weight of the period: one over their number');
const event = column('EventId', 'INTEGER', 'number', 'what set it off, as `event-losses.parquet` names it');
const world = column('World', 'INTEGER', 'number', 'world of the period, from 0, as `--trial WORLD/TRIAL` takes it');
const trial = column('Trial', 'INTEGER', 'number', 'trial within the world, from 0');

/** A row for each period that was simulated. */
export const YEAR_LOSSES: LossTable = {
  name: 'year-losses',
  ord: '',
  words: 'year loss table: what each period lost',
  columns: [
    summary,
    period,
    weight,
    world,
    trial,
    column('PeriodOfTrial', 'INTEGER', 'number', 'period within the horizon, from 0'),
    column('Loss', 'DOUBLE', 'money', 'counted loss of the period, after insurance'),
    column('MaxEventLoss', 'DOUBLE', 'money', 'the most that one root event lost in it'),
  ],
};

/** A row for each event in each period in which it lost something. */
export const PERIOD_LOSSES: LossTable = {
  name: 'period-losses',
  ord: 'SPLT',
  words: 'period loss table: each event that lost something, in each period',
  columns: [
    summary,
    period,
    weight,
    event,
    column('Year', 'INTEGER', 'date', 'when it first struck'),
    column('Month', 'INTEGER', 'date', '1 to 12'),
    column('Day', 'INTEGER', 'date', '1 to 31'),
    column('Hour', 'INTEGER', 'date', '0 to 23'),
    column('Minute', 'INTEGER', 'date', '0 to 59'),
    column('SampleId', 'INTEGER', 'number', '1: a period is simulated once'),
    column('Loss', 'DOUBLE', 'money', 'counted loss of the event in the period, after insurance'),
    world,
    trial,
  ],
};

/** A row for each source of loss. */
export const EVENT_LOSSES: LossTable = {
  name: 'event-losses',
  ord: 'MELT',
  words: 'event loss table: what each threat brings on average',
  columns: [
    summary,
    column('EventId', 'INTEGER', 'number', 'number of the threat, or of what else sets losses off, from 1'),
    column(
      'EventName',
      'VARCHAR',
      '',
      'its id in the model; `shock`, `not-bought:CONTROL`, `given:NODE`, `driver:NAME=STATE`',
    ),
    column('SampleType', 'INTEGER', 'number', '2: simulated'),
    column('EventRate', 'DOUBLE', 'per period', 'events; those with a loss where the run counts no others'),
    column('ChanceOfLoss', 'DOUBLE', 'share', 'of its events that lose something'),
    column(
      'MeanLoss',
      'DOUBLE',
      'money',
      'mean over its events, those without loss too: times the rate it is the mean loss of a period',
    ),
    column('SDLoss', 'DOUBLE', 'money', 'standard deviation over its events'),
    column('MaxLoss', 'DOUBLE', 'money', 'the most that one lost'),
  ],
};

/** A row for each return period and kind of curve. */
export const EXCEEDANCE: LossTable = {
  name: 'exceedance',
  ord: 'EPT',
  words: 'exceedance probability table: losses by return period',
  columns: [
    summary,
    column('EPCalc', 'INTEGER', 'number', '2: all periods ranked together, worlds and trials alike'),
    column('EPType', 'INTEGER', 'number', '1 OEP, 2 OEP tail mean, 3 AEP, 4 AEP tail mean'),
    column(
      'ReturnPeriod',
      'DOUBLE',
      'periods',
      'one over the chance of more; as far as ten periods of the run lost more',
    ),
    column('Loss', 'DOUBLE', 'money', 'exceeded once in so many periods, or the mean beyond that'),
  ],
};

export const LOSS_TABLES: readonly LossTable[] = [YEAR_LOSSES, PERIOD_LOSSES, EVENT_LOSSES, EXCEEDANCE];

/** Return periods that are read, in periods. */
export const RETURN_PERIODS: readonly number[] = [
  2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 25_000, 50_000, 100_000,
];
