/** How long outages last: exact where few lengths are possible, honest where the horizon cuts them. */
import { describe, expect, test } from 'vitest';
import { HEAD, reportOf, resultOf } from './run-text.ts';

const SERVICE = 'nodes: { a: { kind: service, goal: trains, loss: [ { own: £100 per hour } ] } }\n';
const striking = (outage: string, occurs = '2 per year'): string =>
  `threats: { t: { occurs: ${occurs}, affects: { a: { outage: ${outage} } } } }\n`;

describe('quantiles of outage lengths', () => {
  test('are exact where outages have one length', async () => {
    const { nodes } = await resultOf(`${HEAD}${SERVICE}${striking('10 h')}`, { trials: 5000 });
    const { firstOutageHours } = nodes['a']!;
    for (const level of ['0.05', '0.5', '0.95']) {
      expect(firstOutageHours[level]).toEqual({ value: 10, standardError: 0, low: 10, high: 10 });
    }
  });

  test('are as fine in a model of 9,000 nodes', async () => {
    const crowd = SERVICE.replace('{ a:', '{ crowd: { kind: person, count: 9000 }, a:');
    const exact = await resultOf(`${HEAD}${crowd}${striking('10 h')}`, { trials: 500 });
    expect(exact.nodes['a']!.firstOutageHours['0.5']).toMatchObject({ value: 10, standardError: 0 });
    // Of a uniform law the median is known to sqrt(.25 / n) of its width, and to a bin of .8 %
    const { nodes } = await resultOf(`${HEAD}${crowd}${striking('uniform 10 h 30 h')}`, { trials: 2000 });
    const { value, standardError } = nodes['a']!.firstOutageHours['0.5']!;
    const theory = Math.hypot(20 * Math.sqrt(0.25 / (2000 * (1 - Math.exp(-2)))), (0.0078 * 20) / Math.sqrt(12));
    expect(Math.abs(value - 20)).toBeLessThan(4 * theory);
    expect(Math.abs(standardError / theory - 1)).toBeLessThan(0.25);
  });

  test('between two lumps hold both, whatever the seed', async () => {
    const lumps = `${HEAD}${SERVICE}${striking('discrete 10 h 95% 13 h 5%', '5% per year')}`;
    for (const seed of ['1', '2', '3', '4']) {
      const { nodes } = await resultOf(lumps, { trials: 20_000, seed });
      const { value, low, high } = nodes['a']!.firstOutageHours['0.95']!;
      expect([10, 13]).toContain(value);
      expect([low, high]).toEqual([10, 13]);
    }
  });
});

describe('outages that the horizon cuts', () => {
  const short = HEAD.replace('1 year', '60 days');
  const model = (outage: string): string => `${short}${SERVICE}${striking(outage)}`;

  test('count as lasting at least so long, so that those before tell how long they would have lasted', async () => {
    // Of a constant 20 days a third of those at a random time is cut
    const { nodes } = await resultOf(model('20 days'), { trials: 10_000 });
    expect(nodes['a']!.firstOutageHours['0.05']).toMatchObject({ value: 480, standardError: 0 });
    // Exponential, cut at random: the median is that of the law, 10 days x ln 2
    const cut = await resultOf(model('exponential 10 days'), { trials: 50_000 });
    const { value, standardError } = cut.nodes['a']!.firstOutageHours['0.5']!;
    expect(standardError).toBeLessThan(5);
    expect(Math.abs(value - 240 * Math.LN2)).toBeLessThan(4 * standardError);
  });

  test('are said to last so long or more where the law goes on', async () => {
    const said = await reportOf(model('20..80 days'), { trials: 5000 }, { given: ['threat=t'] });
    expect(said).toMatch(
      /a is down for 4\d\S* days in the middle case, nine in ten times \S+ days to 60 days or more\./,
    );
    const { nodes } = await resultOf(model('20..80 days'), { trials: 5000 }, { given: ['threat=t'] });
    expect(nodes['a']!.firstOutageHours['0.95']).toEqual({
      value: 1440,
      standardError: 0,
      low: 1440,
      high: Infinity,
      orMore: true,
    });
  });

  test('that never end last to the end or more', async () => {
    const said = await reportOf(model('forever'), { trials: 500 }, { given: ['threat=t'] });
    expect(said).toContain('a is down for 60 days or more.');
  });
});
