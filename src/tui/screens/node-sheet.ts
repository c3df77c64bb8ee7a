/** What is known of a node: what it is, its year, its times, what strikes it, what stands beside it. */
import { listed } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import type { SheetPart } from '../draw/sheet.ts';
import type { ColumnFigure, NodeColumns } from '../host/node-columns.ts';
import type { NodeView } from '../host/model-view.ts';
import type { NodeCard, SnowballView } from '../host/study-messages.ts';

export interface NodeSheet {
  readonly view: NodeView;
  readonly currency: string;
  readonly horizonHours: number;
  /** Absent before it is there. */
  readonly card: NodeCard | null;
  readonly columns: NodeColumns | null;
  readonly snowball: SnowballView | null;
}

/** A figure of a node, with its error; null where it is not known. */
export function figureOf(
  columns: NodeColumns | null,
  place: number,
  figure: ColumnFigure,
): { readonly value: number; readonly error: number } | null {
  const value = columns?.values[figure][place];
  const error = columns?.errors[figure][place];
  if (value === undefined || error === undefined || Number.isNaN(value)) return null;
  return { value, error: Number.isFinite(error) ? error : 0 };
}

function yearParts({ view, columns, currency, horizonHours }: NodeSheet): SheetPart[] {
  if (columns === null) return [{ kind: 'words', text: 'the first figures come at once', tone: 'quiet' }];
  const place = columns.ids.indexOf(view.id);
  const of = (figure: ColumnFigure) => figureOf(columns, place, figure);
  const [outage, middle, bad] = [of('probabilityOfOutage'), of('longestMiddle'), of('longest1In20')];
  const [caused, borne] = [of('lossCaused'), of('lossBorne')];
  const span = horizonHours === 8760 ? 'years' : 'futures';
  const isNever = outage !== null && outage.value === 0;
  return [
    ...(outage === null
      ? []
      : ([
          {
            kind: 'row',
            name: 'below full',
            // Of what was never seen the error is a third of what it may be
            text: isNever
              ? `not seen: in under ${percent(3 * outage.error, 3 * outage.error)} of ${span}`
              : `in ${percent(outage.value, outage.error)} of ${span}`,
          },
        ] as const)),
    ...(middle === null || bad === null || isNever
      ? []
      : ([
          {
            kind: 'row',
            name: 'longest',
            text: `${duration(middle.value, middle.error)} middle, ${duration(bad.value, bad.error)} 1 in 20`,
          },
        ] as const)),
    ...(caused === null
      ? []
      : ([
          {
            kind: 'row',
            name: 'caused',
            text:
              caused.value === 0
                ? `${money(0, currency)}: it starts nothing that costs`
                : money(caused.value, currency, caused.error),
          },
        ] as const)),
    ...(borne === null || borne.value === 0
      ? []
      : ([{ kind: 'row', name: 'borne', text: money(borne.value, currency, borne.error) }] as const)),
  ];
}

function timeParts({ view, snowball }: NodeSheet): SheetPart[] {
  const time = snowball?.result.time?.nodes.find(({ node }) => node === view.id);
  if (time === undefined) return [];
  const { recoverHours: recovers, surviveHours: survives } = time;
  return [
    { kind: 'rule', title: 'time' },
    {
      kind: 'row',
      name: 'out for',
      text: `${duration(recovers.middle)} middle, ${duration(recovers.oneIn20)} 1 in 20`,
    },
    survives === null
      ? { kind: 'row', name: 'survived', text: 'for ever', tone: 'good' }
      : {
          kind: 'row',
          name: 'survived',
          text: `${duration(survives.middle)} middle, ${duration(survives.oneIn20)} 1 in 20`,
        },
  ];
}

function pointParts({ view, snowball, currency }: NodeSheet): SheetPart[] {
  const place = snowball?.result.points.findIndex(({ id }) => id === view.id) ?? -1;
  const point = snowball?.result.points[place];
  if (point === undefined) return [];
  return [
    {
      kind: 'row',
      name: 'snowball',
      text: `point ${place + 1}: makes ${money(point.madeHere.value, currency, point.madeHere.standardError)} of the worst`,
      tone: 'bad',
    },
  ];
}

export function nodeParts(sheet: NodeSheet): readonly SheetPart[] {
  const { view, card } = sheet;
  const about = [
    view.kind,
    view.owner === null ? '' : `owner ${view.owner}`,
    view.discipline ?? '',
    view.label === view.id ? '' : view.label,
  ];
  const beside = card?.beside ?? [];
  return [
    { kind: 'words', text: about.filter((part) => part !== '').join(' · '), tone: 'quiet' },
    ...(card === null
      ? ([{ kind: 'words', text: '…', tone: 'quiet' }] as const)
      : card.sentences.length === 0
        ? ([{ kind: 'words', text: 'It needs nothing and costs nothing by itself.' }] as const)
        : card.sentences.map((text): SheetPart => ({ kind: 'words', text }))),
    { kind: 'rule', title: sheet.horizonHours === 8760 ? 'a year' : 'a future' },
    ...yearParts(sheet),
    ...pointParts(sheet),
    ...timeParts(sheet),
    ...(card === null || card.struckBy.length === 0
      ? []
      : ([{ kind: 'row', name: 'struck by', text: listed(card.struckBy, 6) }] as const)),
    { kind: 'rule', title: 'between it and harm' },
    ...(beside.length === 0
      ? ([{ kind: 'words', text: card === null ? '…' : 'no control', tone: 'quiet' }] as const)
      : beside.map(({ control, level, words }): SheetPart => ({
          kind: 'words',
          text: `${control}: ${level} (${words})`,
        }))),
  ];
}
