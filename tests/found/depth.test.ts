/** How deep outages go: below full capacity is not down, and what happens in all is told with its quantiles. */
import { describe, expect, test } from 'vitest';
import { HEAD, reportOf, resultOf } from './run-text.ts';

const shop = (mbco: string): string =>
  `nodes:
  supplier: { kind: supplier }
  shop: { kind: service, goal: open, needs: [supplier], tolerance: { mtpd: 8 h${mbco} }, loss: [{ own: £1k per hour }] }
`;
const slow = (leaves: string, more = ''): string =>
  `threats: { slow: { occurs: on 2027-03-01, affects: { supplier: { outage: 10 days, leaves: ${leaves} } } }${more} }\n`;
const deeper =
  ', later: { occurs: on 2027-03-03, affects: { supplier: { outage: 1 day, leaves: 0% } } }, worse: { occurs: on 2027-03-05, affects: { supplier: { outage: 6 h, leaves: 40% } } }';

/** A single future: one trial, nothing drawn. */
const depthOf = async (mbco: string, threats: string, given?: readonly string[]) => {
  const { nodes } = await resultOf(
    `${HEAD}${shop(mbco)}${threats}`,
    { trials: 100 },
    given === undefined ? {} : { given },
  );
  return nodes['shop']!.depth!;
};

describe('a goal at 98% of its capacity', () => {
  const model = `${HEAD}${shop(', mbco: 50%')}${slow('98%')}`;

  test('is below full, and never down', async () => {
    const depth = await depthOf(', mbco: 50%', slow('98%'));
    expect(depth.downBelow).toBe(0.5);
    expect(depth.probabilityOfDown.value).toBe(0);
    expect(depth.hoursBelowFull).toMatchObject({ mean: { value: 240 }, quantiles: { '0.5': { value: 240 } } });
    expect(depth.hoursDown).toMatchObject({ mean: { value: 0 }, quantiles: { '0.95': { value: 0 } } });
    expect(depth.lowestCapacity['0.05']).toMatchObject({ value: 0.98, standardError: 0 });
  });

  test('is said to be so', async () => {
    const said = await reportOf(model, { trials: 100 }, { given: ['threat=slow'] });
    expect(said).toContain('- shop is below full for 10 days, lowest 98%; never down (below 50%).');
    expect(said).not.toMatch(/shop (is|goes) down/);
    expect(said).toContain('shop: below full 10 days');
    expect(said).toContain('0.0548%');
  });
});

describe('hours down', () => {
  test('are those below the mbco, of several depths', async () => {
    const depth = await depthOf(', mbco: 50%', slow('98%', deeper));
    expect(depth.hoursBelowFull.mean.value).toBe(240);
    expect(depth.hoursDown.mean.value).toBe(30);
    expect(depth.probabilityOfDown.value).toBe(1);
    expect(depth.lowestCapacity['0.5']!.value).toBe(0);
  });

  test('are those at nothing where no mbco is stated', async () => {
    const depth = await depthOf('', slow('98%', deeper));
    expect(depth.downBelow).toBe(0);
    expect(depth.hoursDown.mean.value).toBe(24);
  });

  test('count of a given event what it holds down', async () => {
    const depth = await depthOf(', mbco: 50%', slow('40%', deeper), ['node=supplier:5h@2027-06-01T00:00']);
    expect(depth.hoursBelowFull.mean.value).toBe(5);
    expect(depth.hoursDown.mean.value).toBe(5);
    const none = await depthOf(', mbco: 50%', slow('40%', deeper), ['threat=slow@2027-02-01T00:00']);
    expect(none.lowestCapacity['0.5']!.value).toBe(0.4);
    expect(none.hoursDown.mean.value).toBe(240);
  });

  test('of outages that are nothing else are told once', async () => {
    const said = await reportOf(`${HEAD}${shop('')}${slow('0%')}`, { trials: 100 }, { given: ['threat=slow'] });
    expect(said).toContain('- shop is down for 10 days.');
    expect(said).not.toContain('shop: below full');
  });

  test('have quantiles over all trials, those without an outage too', async () => {
    // Outages of exactly a day, Poisson of mean .5 but for overlaps: P(none) = .607, so the middle is 0, P(two or more) = .09
    const threats = 'threats: { t: { occurs: 0.5 per year, affects: { supplier: { outage: 1 day } } } }\n';
    const { nodes } = await resultOf(`${HEAD}${shop('')}${threats}`, { trials: 20_000 });
    const { hoursDown, lowestCapacity, probabilityOfDown } = nodes['shop']!.depth!;
    expect(hoursDown.quantiles['0.05']!.value).toBe(0);
    expect(hoursDown.quantiles['0.5']!.value).toBe(0);
    expect(hoursDown.quantiles['0.95']!.value).toBe(48);
    expect(lowestCapacity['0.5']!.value).toBe(0);
    const p = 1 - Math.exp(-0.5);
    expect(Math.abs(probabilityOfDown.value - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 20_000));
  });

  test('differ between worlds, and their quantiles know it', async () => {
    const threats = 'threats: { t: { occurs: 1..9 per year, affects: { supplier: { outage: exponential 20 h } } } }\n';
    const text = `${HEAD}${shop('')}${threats}`;
    const uncertain = await resultOf(text, { trials: 20_000, worlds: 50 });
    const certain = await resultOf(text.replace('1..9', '3'), { trials: 20_000 });
    const errorOf = ({ nodes }: typeof certain): number =>
      nodes['shop']!.depth!.hoursDown.quantiles['0.5']!.standardError;
    expect(errorOf(uncertain)).toBeGreaterThan(3 * errorOf(certain));
  });
});

describe('quantiles of a back-test', () => {
  const two = HEAD.replace('{ own: count }', '{ own: count, city: show }');
  const model = `${two}threats:
  a: { occurs: on 2027-03-01, cost: { own: uniform £100 £200, city: £50 } }
`;

  test('are told of the loss and of each bearer', async () => {
    const { loss } = await resultOf(model, { trials: 20_000 });
    // Of a uniform law the quantile q is known to its density: sqrt(q (1 - q) / n) of its width
    const near = (value: number, exact: number, q: number): void =>
      expect(Math.abs(value - exact)).toBeLessThan(4 * 100 * Math.sqrt((q * (1 - q)) / 20_000) + 0.008 * exact);
    near(loss.valueAtRisk['0.05']!.value, 105, 0.05);
    near(loss.bearerQuantiles!['own']!['0.05']!.value, 105, 0.05);
    near(loss.bearerQuantiles!['own']!['0.5']!.value, 150, 0.5);
    near(loss.bearerQuantiles!['own']!['0.95']!.value, 195, 0.05);
    for (const level of ['0.05', '0.5', '0.95']) {
      expect(loss.bearerQuantiles!['city']![level]).toEqual({ value: 50, standardError: 0, low: 50, high: 50 });
    }
  });

  test('stand on the page', async () => {
    const said = await reportOf(model, { trials: 20_000 });
    expect(said).toMatch(/19 in 20 lose at least £105/);
    expect(said).toMatch(/borne by loss 5% middle 95%/);
    expect(said).toMatch(/city £50.00 £50.00 £50.00 £50.00 shown only/);
  });
});
