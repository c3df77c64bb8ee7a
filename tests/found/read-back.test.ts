/** The model said back: all that is in the file, as it is simulated. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readModelText } from '../../src/io/read-model.ts';
import type { Model } from '../../src/model/model.ts';
import type { LawView } from '../../src/report/read-back/combined-law.ts';
import { assumptions } from '../../src/report/check/assumptions.ts';
import { makeLawReader } from '../../src/report/read-back/law-reader.ts';
import { meanOver } from '../../src/report/read-back/mean-over.ts';
import { readBack } from '../../src/report/read-back/read-back.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { lawOf } from '../fixtures/law-of.ts';
import { modelFrom } from '../model/parse/small-model.ts';

const said = (model: Model, of = lawOf): string =>
  readBack(model, of, { width: 80, style: PLAIN }).join(' ').replace(/\s+/g, ' ');

const HEAD = `ringfence: 1
title: Read back
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
sources: { room: { title: An evening, confidence: estimate, calibration: 60% } }
`;
/** What is said of a threat that occurs so. */
const threat = (occurs: string, horizon = '1 year', more = ''): string =>
  said(
    modelFrom(`${HEAD.replace('1 year', horizon)}threats: { t: { occurs: ${occurs}${more}, cost: { own: £1k } } }\n`),
  );

describe('when a threat comes', () => {
  test('the mean of a rate is one, in the law and in what follows, however wide it is', () => {
    // Lognormal, sigma ln(10,000) / 3.2897 = 2.7998: mean exp(sigma^2 / 2) = 50.4
    expect(threat('0.01..100 per year')).toContain(
      'mean 50.4 per year, 1 in 1000 above 5,721 per year; uncertain. So 50.4 a year',
    );
  });

  test('the mean rate of a wide time between events is that of its law', () => {
    // The time between events has median 1 year and the same sigma; so has the rate
    expect(threat('every 0.01..100 years')).toContain('So 50.4 a year on average');
  });

  test('what comes once is no more than one', () => {
    const words = threat('5 per year', '1 year', ', once: true');
    // 1 - exp(-5)
    expect(words).toContain('Only the first counts. So it comes at all: 99.3% in the first year.');
    expect(words).not.toContain('on average');
    expect(threat('within 1..6 months', '1 year', ', once: true')).toContain('Only the first counts.');
    expect(threat('within 1..6 months')).toContain('After each the clock starts anew.');
  });

  test.each([
    // -1 / ln(1 - p) years: .1448 years are 1.737 months; its 5 % and 95 % points are .0513 and 2.996 times that
    ['99.9% per year', 'every 1.74 months', 'within 2.71..158 days'],
    ['10% per year', 'every 9.49 years', 'within 5.84..341 months'],
    ['10..30% per year', 'every 2.8..9.49 years', 'within 2.9..169 months'],
  ])('%s is offered as %s and %s, which come in a year with the same chance', (chance, frequency, proximity) => {
    const words = threat(chance);
    expect(words).toContain(`As likely in a year: \`${frequency}\`, or \`${proximity}\``);
    const inYear = (occurs: string): number =>
      Number(/(?:at least one:|So) ([\d.]+)% in the first year/.exec(threat(occurs))?.[1]);
    const p = chance === '99.9% per year' ? 99.9 : chance === '10% per year' ? 10 : 19.1;
    expect(Math.abs(inYear(proximity) - p)).toBeLessThan(0.1);
    if (!chance.includes('..')) expect(Math.abs(inYear(frequency) - p)).toBeLessThan(0.1);
  });

  test('what is certain in every year has no other form', () => {
    expect(threat('100% per year')).toContain('No frequency and no proximity says the same.');
  });

  test('what is scaled by nought never comes', () => {
    const text = `${HEAD}threats: { t: { occurs: 1..5 per year, cost: { own: £1k } } }\n`;
    expect(said(modelFrom(text, { set: ['threats.t.occurs=x0'] }))).toContain('So it never comes.');
  });

  test('dates are dates', () => {
    expect(threat('on 2027-03-31')).toContain('It comes on 31 Mar 2027, for certain.');
    expect(threat('on 2027-03-31 06:30')).toContain('It comes on 31 Mar 2027, 06:30, for certain.');
  });

  test('a chance per year over a longer and a shorter horizon', () => {
    expect(threat('10% per year', '2 years')).toContain('10.0% in the first year, 19.0% in 2 years');
    expect(threat('10% per year', '73 days')).toContain('So at least one: 2.00% in the first 73 days');
  });
});

describe('the interval that is simulated', () => {
  const outage = (text: string): string =>
    said(
      modelFrom(
        `${HEAD}nodes: { n: { kind: asset } }\nthreats: { t: { occurs: 1 per year, affects: { n: { outage: ${text} } } } }\n`,
      ),
    );

  test('stands first, and then what it was widened from', () => {
    // Median sqrt(36) = 6 h; w = 1.9543 at 60 %: 6 / 1.5^1.9543 and 6 x 1.5^1.9543
    expect(outage('4..9 h (room)')).toContain(
      'for 2.72 to 13.3 h (90% sure); widened 1.95 times from 4 to 9 h (90% sure); mean 6.74 h',
    );
  });

  test('of a proximity too', () => {
    // Its 5 % and 95 % points lie 1.9543 times as far from its median, on the scale of logarithms
    expect(threat('within 6..48 months (room)')).toContain(
      'within 67.7 days to 10.8 years (90% sure), widened from `within 6..48 months (room)`.',
    );
  });

  test('cut at its bounds', () => {
    expect(outage('2..10 h max 8 h')).toMatch(
      /for 1\.\d+ to 7\.\d+ h \(90% sure\); stated as 2 to 10 h \(90% sure\), at most 8 h; mean/,
    );
  });

  test('a law that no calibration widens is not said to be widened', () => {
    expect(outage('uniform 4 9 h (room)')).toContain('for evenly 4 to 9 h; mean 6.5 h');
  });
});

test('what is rare makes up most of the mean of a wide law', () => {
  const law = lawOf({
    dimension: 'number',
    law: { kind: 'lognormal', median: 1, sigma: 4 },
    timing: 'varies',
    widening: 1,
    sources: [],
    text: '',
  });
  // exp(sigma^2 / 2)
  expect(meanOver(law, (x) => x) / Math.exp(8)).toBeCloseTo(1, 2);
  expect(meanOver(law, (x) => 1 / x) / Math.exp(8)).toBeCloseTo(1, 2);
});

describe('everything that is in the file is read back', () => {
  type Branch = Record<string | number, unknown>;
  const file = readFileSync('tests/fixtures/every-key.yaml', 'utf8');

  /** The paths of all that could be left out. */
  function paths(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
    if (typeof value !== 'object' || value === null) return [at];
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    return [...(at.length === 0 ? [] : [at]), ...keys.flatMap((key) => paths((value as Branch)[key], [...at, key]))];
  }

  function without(path: readonly (string | number)[]): string {
    const copy: unknown = parse(file);
    const parent = path.slice(0, -1).reduce((branch, key) => (branch as Branch)[key], copy) as Branch;
    const last = path.at(-1) ?? '';
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
    return stringify(copy);
  }

  /** A law that costs nothing: what is read back of a quantity here is what is stated. */
  const ends = (): LawView => ({ mean: 0.5, quantile: (p) => p });

  const read = (text: string): string | null => {
    const result = readModelText(text);
    return result.ok ? said(result.value, ends) : null;
  };

  test('whatever is left out of it, what is read back is another or a fault is found', () => {
    const whole = read(file);
    const same = paths(parse(file)).filter((path) => read(without(path)) === whole);
    // Defaults, and what stands there anyway: the currency GBP, the rank of an only level, what `like` copies.
    expect(same.map((path) => path.join('.'))).toEqual([
      'currency',
      'controls.fire-suppression.evidence.1.scope',
      'controls.fire-suppression.evidence.2.level',
      'controls.guard.levels.night.order',
      'controls.spare-unit.current',
      'appetite.confidence',
    ]);
  });
});

describe('what could be read in two ways is said in one', () => {
  const nodes = (clinic: string): Model =>
    modelFrom(`${HEAD}nodes:
  gen: { kind: asset }
  mains: { kind: infrastructure }
  clinic: { kind: service, ${clinic} }
threats:
  cut: { occurs: 1 per year, affects: { mains: { outage: 6 h, chance: 50% }, gen: { outage: 1 h } } }
`);

  test('a fallback that takes a while stands still first; neither figure is uncertain after a time', () => {
    const words = said(nodes('needs: { mains: { fallback: 30..80% after 30 min } }'));
    expect(words).toContain('without it, it stands still for 30 min; then it keeps 30% to 80% (90% sure);');
    expect(words).not.toContain('uncertain after');
  });

  test('the first hours that cost nothing, and outages that do', () => {
    expect(said(nodes('loss: { own: £1k per hour, after: 2 h }'))).toContain(
      'own: £1k per hour; nothing for the first 2 h.',
    );
    expect(said(nodes('loss: { own: £1k, after: 2 h }'))).toContain('own: £1k; only where it is longer than 2 h.');
  });

  test('an effect that reaches one node, and one that reaches each of several', () => {
    expect(said(nodes('needs: [mains]'))).toContain('It takes down mains for 6 h; reaches it with a chance of 50%.');
    const both = `${HEAD}nodes: { a: { kind: site }, b: { kind: site } }
threats: { t: { occurs: 1 per year, affects: { kind=site: { outage: 6 h, chance: 50% } } } }
`;
    expect(said(modelFrom(both))).toContain('It takes down a and b for 6 h; reaches each with a chance of 50%.');
  });

  test('what may come or not is not certain', () => {
    expect(threat('183 per year')).toContain('at least one: over 99.9% in the first year');
  });

  test('an insurance without `against` pays for all', () => {
    const text = `${HEAD}threats: { t: { occurs: 1 per year, cost: { own: £1k } } }
controls: { policy: { current: basic, levels: { none: {}, basic: { transfer: £5k over £1k per year } } } }
`;
    expect(said(modelFrom(text))).toContain('It pays for losses by any threat.');
  });

  test('a group that has changed over does not go back, where that can be told', () => {
    const stays = (group: string): [readBack: boolean, assumed: boolean] => {
      const model = nodes(`needs: { power: ${group} }`);
      const assumed = assumptions(model, makeLawReader(model, lawOf)).join(' ');
      return [
        said(model).includes('having changed over, it stays there when mains is back'),
        assumed.includes('Once clinic (power) has changed over, it stays there: nobody goes back'),
      ];
    };
    expect(stays('{ any: [mains, gen], switchover: 15 min }')).toEqual([true, true]);
    // At once it would use the better in either case; what is no order of preference has none to go back to.
    expect(stays('{ any: [mains, gen] }')).toEqual([false, false]);
    expect(stays('{ at least: 1, of: [mains, gen], switchover: 15 min }')).toEqual([false, false]);
    expect(stays('{ share: { mains: 100%, gen: 80% } }')).toEqual([false, false]);
  });
});

describe('inputs that vary, and formulas of them', () => {
  const text = `${HEAD}
inputs: { k: varies 1..10, u: 1..3, m: "= k + 1", n: "= 2 * u", d: varies discrete 1 60% 10 40% }
threats:
  t: { occurs: 4 per year, cost: { own: "= m * u * £10" } }
  s: { occurs: 4 per year, cost: { own: "= n * £10" } }
`;
  const model = modelFrom(text);

  test('are said to be drawn anew at each use, and which inputs a formula varies with', () => {
    const words = said(model);
    expect(words).toContain(
      'k: 1 to 10 (90% sure); mean 4.04, 1 in 1000 above 27.5; varies. Drawn anew at each use of a formula that names it.',
    );
    expect(words).toMatch(/m: by formula, k \+ 1; mean 5\.04, [^;]*; varies with k\. Drawn anew at each use/);
    expect(words).toMatch(/n: by formula, 2 \* u; mean 3\.66, [^;]*; uncertain\. -/);
    expect(words).toMatch(/m \* u \* £10; mean £[\d.]+, [^;]*; varies with m\./);
    // One value a world, though a cost that is drawn would be drawn for each event.
    expect(words).toMatch(/n \* £10; mean £36\.6, [^;]*; uncertain\./);
  });

  test('of one input have the mean of an integral over its law', () => {
    const [mu, sigma] = [Math.log(10) / 2, Math.log(10) / (2 * 1.6448536269514722)];
    const moment = (power: number): number => Math.exp(power * mu + (power * power * sigma * sigma) / 2);
    const meanOf = (
      formula: string,
      inputs = 'k: varies 1..10, q: "= k * k", d: varies discrete 1 60% 10 40%',
    ): number => {
      const { threats, ...rest } = modelFrom(
        `${HEAD}inputs: { ${inputs} }\nthreats: { t: { occurs: 1 per year, cost: { own: "${formula}" } } }\n`,
      );
      return makeLawReader({ ...rest, threats }, lawOf)(threats[0]!.cost[0]!.amount).mean;
    };
    expect(meanOf('= k * £10') / (10 * moment(1))).toBeCloseTo(1, 5);
    expect(meanOf('= k * k * £1') / moment(2)).toBeCloseTo(1, 4);
    expect(meanOf('= q * k * £1') / moment(3)).toBeCloseTo(1, 3);
    expect(meanOf('= d * £10') / 46).toBeCloseTo(1, 3);
    // Above the median half of the cases lie.
    expect(meanOf('= k > 3.16228 ? £1 : £0')).toBeCloseTo(0.5, 3);
  });
});
