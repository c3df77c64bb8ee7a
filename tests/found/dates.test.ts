import { describe, expect, test } from 'vitest';
import { formatProblems, readModelText } from '../../src/index.ts';
import { HEAD, resultOf } from './run-text.ts';

const model = (occurs: string): string => `${HEAD}
nodes: { a: { kind: asset } }
threats: { t: { ${occurs}, cost: { own: £1 } } }
`;

const eventsOf = async (occurs: string): Promise<number> =>
  (await resultOf(model(occurs), { trials: 10 })).threats['t']!.eventsPerHorizon.value;

describe('a threat at dates', () => {
  test('comes at each of them, but once only where it says so: at the first', async () => {
    expect(await eventsOf('occurs: [on 2027-06-01, on 2027-03-01]')).toBe(2);
    expect(await eventsOf('occurs: [on 2027-06-01, on 2027-03-01], once: true')).toBe(1);
    expect(await eventsOf('occurs: "on 2027-06-01, 2027-03-01", once: true')).toBe(1);
    expect(await eventsOf('occurs: on 2027-06-01 and 2027-03-01 once')).toBe(1);
    const read = readModelText(model('occurs: [on 2027-06-01, on 2027-03-01], once: true'));
    expect(read.ok && read.value.threats[0]!.occurs).toEqual({ kind: 'on', atHours: [59 * 24] });
  });

  test.each([
    ['occurs: [on 2027-03-01, on 2027-06-01, on 2027-03-01]', '10:59'],
    ['occurs: [on 2027-03-01, 2027-03-01 00:00]', '10:41'],
    ['occurs: on 2027-03-01 and 2027-03-01', '10:43'],
  ])('is refused where one stands twice: %s', (occurs, place) => {
    const read = readModelText(model(occurs));
    const said = read.ok ? '' : formatProblems(read.problems, { width: Infinity });
    expect(said).toContain('stands twice');
    expect(said).toContain('name each date once');
    expect(said).toContain(`:${place}`);
  });
});
