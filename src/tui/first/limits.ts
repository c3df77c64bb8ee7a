/** The seventh answer: what is too much. */
import { constant, exampleIn, MONEY, OFTEN, SHARE, TIME } from './figures.ts';
import { Collector, partsOf, takenOut, type Part, type Reading } from './reading.ts';

export type FirstLimit =
  | { readonly id: string; readonly kind: 'mean'; readonly most: string }
  | { readonly id: string; readonly kind: 'loss'; readonly over: string; readonly chance: string }
  | { readonly id: string; readonly kind: 'outage'; readonly over: string; readonly chance: string };

/** The share of years that a rarity means: `every 20 years` is one in twenty, 5 %. */
function chanceOf(text: string): string | null {
  const percent = /(\d+(?:\.\d+)?) ?%/.exec(text)?.[1];
  if (percent !== undefined) return Number(percent) > 0 && Number(percent) <= 100 ? percent : null;
  const years = /every (\d+(?:\.\d+)?) years?/i.exec(text)?.[1] ?? /\b1 in (\d+(?:\.\d+)?)\b/.exec(text)?.[1];
  if (years === undefined || !(Number(years) >= 1)) return null;
  return String(Number((100 / Number(years)).toPrecision(6)));
}

const SAID_RARITY = new RegExp(
  `${OFTEN.source}|\\b1 in \\d+(?:\\.\\d+)?\\b|${SHARE.source}(?: of years?| per year)?`,
  'i',
);
const AVERAGE = /\b(?:on average|average|mean|typically)\b/i;

/** Whether a part only says how rare what stands before it must be. */
const saysMore = (text: string): boolean => takenOut(text, SAID_RARITY)[1] === '';

/** What is too much. @param service Name of it. */
export function readLimits(answer: string, service: string, currency: string): Reading<readonly FirstLimit[]> {
  const read = new Collector();
  const limits: FirstLimit[] = [];
  const idOf = (base: string): string => {
    const same = limits.filter(({ id }) => id === base || id.startsWith(`${base}-`)).length;
    return same === 0 ? base : `${base}-${same + 1}`;
  };
  const take = (part: Part): void => {
    const [rarity, rest] = takenOut(part.text, SAID_RARITY);
    // `£20k per year on average` is a rate, not a rarity
    const money = MONEY.exec(part.text)?.[0] ?? null;
    const time = money === null ? (TIME.exec(rest)?.[0] ?? null) : null;
    const often = rarity === null || (money !== null && money.includes(rarity)) ? null : rarity;
    if (money === null && time === null) {
      read.fault(
        part,
        `\`${part.text}\`: too much of what? ${exampleIn('write over £50k 1 year in 20, closed over 1 day 1 year in 10, or £5k a year on average', currency)}`,
      );
      return;
    }
    const amount = (money ?? time ?? '').replace(/ per year$/i, '');
    const checked = constant(amount, money === null ? 'hours' : 'money', currency);
    if (!checked.ok) {
      read.fault(part, checked.words);
      return;
    }
    if (money !== null && AVERAGE.test(part.text)) {
      const id = idOf('average');
      read.row(part, {
        key: id,
        name: id,
        kind: `${amount} a year`,
        says: 'is the most that a year may lose on average',
      });
      limits.push({ id, kind: 'mean', most: `${amount} per year` });
      return;
    }
    const of = money === null ? `that ${service} is out for over ${amount}` : `that a year loses over ${amount}`;
    const id = idOf(money === null ? 'outage' : 'big-loss');
    const chance = often === null ? null : chanceOf(often);
    if (often !== null && chance === null) {
      read.fault(part, `\`${often}\`: how rare must it be? write 1 year in 20, or 5%`);
      return;
    }
    read.row(part, {
      key: id,
      name: id,
      kind: `over ${amount}`,
      says: chance === null ? 'how rarely? write 1 year in 20' : `in at most ${chance}% of years`,
    });
    if (chance === null) {
      read.missing.push(`how rare it must be ${of}: this limit is left out`);
      return;
    }
    limits.push({ id, kind: money === null ? 'outage' : 'loss', over: amount, chance: `${chance}% per year` });
  };
  for (const part of partsOf(answer, saysMore)) take(part);
  return read.of(limits);
}
