/** Root causes of drivers in what is reported. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeInlineRunner, openSession, readModelText } from '../../../src/index.ts';
import { runReport } from '../../../src/report/run/run-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { runTables } from '../../../src/results/run-tables.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { trialTimeline } from '../../../src/study/trial/trial-timeline.ts';
import { explain, explainedColumns } from '../../../src/study/explain/explain.ts';

test('a state that holds nodes down stands among the threats, by name and title, and the parts of the loss add up', async () => {
  const text = readFileSync('tests/fixtures/drivers/d01-share-and-spell.yaml', 'utf8').replace(
    'factor: economic',
    'factor: economic\n    title: Price of energy',
  );
  const read = readModelText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const runner = makeInlineRunner();
  const session = openSession(read.value, runner);
  const columns = explainedColumns(compileModel(read.value));
  const sample = await session.sample({ trials: 1000, columns });
  const { document } = sample;
  const result = document.scenarios['base']!;
  const root = 'driver:energy=crisis';
  expect(document.labels?.threats[root]).toBe('Price of energy: crisis');
  expect(result.threats[root]!.lossCaused.value).toBeCloseTo(result.loss.mean.value, 6);
  expect(result.threats[root]!.eventsPerHorizon.value).toBeCloseTo(0.6, 1);
  const { mean, tails } = (await explain(sample, runner))!;
  for (const { byThreat, byNodeCausing } of [mean, tails['0.95']!]) {
    expect(byThreat.map(({ id }) => id)).toEqual([root]);
    expect(byThreat[0]!.share.value).toBeCloseTo(1, 9);
    expect(byNodeCausing.map(({ id }) => id)).toEqual(['n']);
  }
  await session.close();

  const compiled = compileModel(read.value);
  const told = Array.from({ length: 20 }, (_, trial) =>
    JSON.stringify(trialTimeline(read.value, compiled, document.seed, { world: 0, trial }, document)),
  );
  expect(told.some((timeline) => timeline.includes(`"id":"${root}","node":"n"`))).toBe(true);
});

test('a state reads like words, by its title where it has one, and keeps its id in documents', async () => {
  const stated = readFileSync('tests/fixtures/drivers/d01-share-and-spell.yaml', 'utf8');
  const titled = stated.replace('factor: economic', 'factor: economic\n    title: Price of energy');
  for (const [text, words, ids] of [
    [stated, 'energy: crisis', null],
    [titled, 'Price of energy: crisis', 'Price of energy: crisis: energy=crisis'],
  ] as const) {
    const read = readModelText(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const session = openSession(read.value, makeInlineRunner());
    const document = await session.run({ trials: 200 });
    await session.close();
    expect(Object.keys(document.scenarios['base']!.threats)).toContain('driver:energy=crisis');
    const page = runReport({ document, command: [] }, { width: 80, style: PLAIN }).join('\n');
    expect(page).toContain(words);
    expect(page).not.toContain('driver:');
    if (ids !== null) expect(page).toContain(ids);
    const rows = runTables(document)['threats.csv']!.rows.map((row) => row[1]);
    expect(rows).toContain('energy: crisis');
  }
});
