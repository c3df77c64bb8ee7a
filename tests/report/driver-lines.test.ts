/** What `check` says of drivers, by the page. */
import { expect, test } from 'vitest';
import { readModelText } from '../../src/io/read-model.ts';
import { driverLines } from '../../src/report/check/drivers.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { driverOutlook } from '../../src/study/drivers/outlook.ts';

/** The page of a driver that holds nodes at 60 %, in one line. */
function linesOf(nodes: readonly string[]): string {
  const suppliers = nodes.map((id) => `  ${id}: { kind: supplier }`).join('\n');
  const read = readModelText(`ringfence: 1
title: Test
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
drivers:
  d: { factor: legal, states: { on: { occurs: every 2 years, lasts: 3 months, while: { nodes.kind=supplier.capacity: 60% } } } }
nodes:
${suppliers}
  plant: { kind: asset, needs: [${nodes.join(', ')}] }
`);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  const outlook = driverOutlook(read.value);
  if (outlook === null) throw new Error('the model has no drivers');
  return driverLines(outlook, [], false, { width: 80, style: PLAIN })
    .map((line) => line.trim())
    .join(' ');
}

test('a node that is needed without spare is named with who needs it, and how low it goes', () => {
  expect(linesOf(['part'])).toContain(
    'Without spare plant needs part, which gives at most 60% in d, on: once no stock bridges, it runs at that.',
  );
});

test('of many such nodes one sentence names a dozen, says how many are left, and gives one example', () => {
  const ids = Array.from({ length: 14 }, (_, i) => `part-${String.fromCodePoint(97 + i)}`);
  const page = linesOf(ids);
  expect(page).toContain('14 nodes that a state holds down are needed without spare: part-a, part-b,');
  expect(page).toContain('part-l and 2 more. For one, plant needs part-a, which gives at most 60% in d, on:');
  expect(page.match(/without spare/gi)).toHaveLength(1);
});

test('how many years see a state is said of years, however many they are', () => {
  const seenIn = (occurs: string): string | undefined => {
    const read = readModelText(`ringfence: 1
title: Test
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
drivers: { d: { factor: legal, now: normal, states: { on: { occurs: ${occurs}, lasts: 1 h, while: { threats.t.occurs: x2 } } } } }
threats: { t: { occurs: 1 per year } }
`);
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
    const lines = driverLines(driverOutlook(read.value)!, [], false, { width: 200, style: PLAIN });
    return /seen in ([^(]+?)(?: \(|$)/m.exec(lines.join('\n'))?.[1];
  };
  expect(seenIn('every 10 years')).toMatch(/^1 year of \d+$/);
  expect(seenIn('every 3 years')).toMatch(/^2\d(\.\d)?% of years$/);
  expect(seenIn('2 per year')).toMatch(/^8\d(\.\d)?% of years$/);
});
