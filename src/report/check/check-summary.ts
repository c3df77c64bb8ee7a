/** What `check` says of a model without faults. */
import type { Model } from '../../model/model.ts';
import type { DriverOutlook } from '../../results/driver-outlook.ts';
import { counted, listed } from '../../results/format/count.ts';
import { type LawOf, makeLawReader } from '../read-back/law-reader.ts';
import { item, prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';
import { driverLines } from './drivers.ts';
import { looseEnds } from './loose-ends.ts';
import { assumptions } from './assumptions.ts';

function contents(model: Model): string {
  const nodes = model.nodes.filter(({ kind }) => kind !== 'control').length;
  return listed([
    counted(nodes, 'node'),
    counted(model.threats.length, 'threat'),
    counted(model.controls.length, 'control'),
    ...driversIn(model),
    counted(model.limits.length, 'limit'),
    counted(model.sources.length, 'source'),
  ]);
}

/** How many drivers there are; nothing where there are none. */
const driversIn = ({ drivers }: Model): string[] =>
  drivers === undefined ? [] : [counted(drivers.states.length + drivers.indices.length, 'driver')];

const names = (what: string, ids: readonly string[]): string => (ids.length === 0 ? '' : `${what}: ${listed(ids)}.`);

/**
 * Lines: no faults, what there is, what leads nowhere, what is assumed.
 *
 * @param lawOf Gives the law of a quantity that is no formula.
 * @param mandatory What the lowest levels that are allowed cost, money a year; null when nothing has a price.
 * @param outlook What follows from its drivers; null where it has none.
 */
export function checkSummary(
  file: string,
  model: Model,
  lawOf: LawOf,
  page: Page,
  mandatory: number | null = null,
  outlook: DriverOutlook | null = null,
): string[] {
  const scenarios = names(
    'Scenarios',
    model.scenarioNames.filter((name) => name !== 'base'),
  );
  const portfolios = names('Portfolios', model.portfolioNames);
  const read = makeLawReader(model, lawOf);
  const list = (sentences: readonly string[]): string[] => sentences.flatMap((sentence) => item(sentence, page));
  return [
    ...wrap(`${file}: no faults.`, page.width).map(page.style.good),
    ...prose(`${model.title}: ${contents(model)}.`, page),
    ...[scenarios, portfolios].filter((line) => line !== '').flatMap((line) => prose(line, page)),
    ...(outlook === null
      ? []
      : driverLines(outlook, model.notes.leftOut, (model.drivers?.holds ?? []).length > 0, page)),
    ...section('Loose ends', list(looseEnds(model, read, mandatory)), page),
    ...section('Assumed', list(assumptions(model, read)), page),
  ];
}
