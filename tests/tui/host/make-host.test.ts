import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModelFile } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { compare } from '../../../src/study/compare/compare.ts';
import type { Change } from '../../../src/tui/host/messages.ts';
import { until } from '../../fixtures/until.ts';
import { hostOf, MODEL, saidLast } from './host-of.ts';

const night: Change = { kind: 'level', control: 'guard', from: 'none', to: 'night' };
const automatic: Change = { kind: 'level', control: 'switching', from: 'none', to: 'automatic' };
const size = { kind: 'trials', trials: 6400 } as const;

describe('opening', () => {
  test('says what the model consists of, and where', async () => {
    const host = hostOf();
    const { view } = saidLast(await host.ask({ kind: 'open', file: host.file }), 'opened');
    expect(view.title).toBe('A small works');
    expect(view.controls.map(({ id, levels }) => [id, levels.map((level) => [level.id, level.spendPerYear])])).toEqual([
      [
        'guard',
        [
          ['none', 0],
          ['night', 2000],
          ['day-and-night', 5000],
        ],
      ],
      [
        'switching',
        [
          ['none', 0],
          ['automatic', 1000],
        ],
      ],
    ]);
    expect(view.portfolios).toEqual({ careful: { guard: 'night' } });
    expect(view.scenarios.map(({ name }) => name)).toEqual(['base', 'twice']);
    expect(view.scenarios[1]?.changes).toEqual(['It scales threats.fault.occurs by 2.']);
    expect(view.nodes.find(({ id }) => id === 'works')).toMatchObject({
      goal: 'bread',
      matters: true,
      needs: [{ id: 'feed', words: 'one of 2', members: ['grid', 'spare'] }],
    });
    const lines = MODEL.split('\n');
    expect(lines[(view.lines['controls.switching']?.line ?? 0) - 1]).toContain('switching:');
    expect(lines[(view.lines['appetite.limits.big']?.line ?? 0) - 1]).toContain('big:');
  });

  test('where an included file is missing, its path is said too, so that one sees when it is put there', async () => {
    const host = hostOf(`include: [world.yaml]\n${MODEL}`);
    const { files, problems } = saidLast(await host.ask({ kind: 'open', file: host.file }), 'faults');
    expect(problems.map(({ message }) => message)).toEqual(['`world.yaml` does not exist']);
    expect(files).toEqual([host.file, path.join(path.dirname(host.file), 'world.yaml')]);
  });

  test('a file with faults says them all, and the one before stays open', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    writeFileSync(host.file, MODEL.replace('[grid, spare]', '[grid, spair]').replace('£2k per year', '2,5k'));
    const { problems } = saidLast(await host.ask({ kind: 'open', file: host.file }), 'faults');
    expect(problems.map(({ place }) => place?.line)).toEqual([14, 26, 26]);
    const said = await host.ask({ kind: 'answer', changes: [], target: size });
    expect(saidLast(said, 'answer').settled).toBe(true);
  });

  test('a question before any model is open fails in words', async () => {
    const host = hostOf();
    const said = await host.ask({ kind: 'answer', changes: [], target: size });
    expect(saidLast(said, 'failed').words).toBe('no model is open');
  });
});

describe('answers', () => {
  const session = async (file: string) => openSession(await readModelFile(file), makeInlineRunner());

  test('today has the figures of a run with as many trials', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const { answer } = saidLast(await host.ask({ kind: 'answer', changes: [], target: size }), 'answer');
    const document = await (await session(host.file)).run({ trials: 6400 });
    const { base } = document.scenarios;
    const { nodes, ...found } = answer.document.scenarios['base'] ?? {};
    const { nodes: all, ...expected } = base ?? {};
    expect(found).toEqual(expected);
    expect(Object.keys(nodes ?? {})).toEqual(['works']);
    expect(answer.nodes.ids).toEqual(Object.keys(all ?? {}));
    expect([...answer.nodes.values.lossCaused]).toEqual(Object.values(all ?? {}).map((node) => node.lossCaused.value));
  });

  test('a what-if is set against today on the same futures, as `compare` does it', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const changes = [night, automatic];
    const { answer } = saidLast(await host.ask({ kind: 'answer', changes, target: size }), 'answer');
    const own = await session(host.file);
    const portfolio = { guard: 'night', switching: 'automatic' };
    const candidate = (name: string, selection: object) => ({ name, file: '', portfolio: '', session: own, selection });
    const both = [candidate('today', {}), candidate('what-if', { portfolio })] as const;
    const compared = await compare([...both], makeInlineRunner(), { trials: 6400 });
    expect(answer.against?.comparison.loss).toEqual(compared?.comparisons[0]?.loss);
    expect(answer.spendPerYear).toBe(3000);
    expect(answer.against?.comparison.spendPerYear).toBe(3000);
    // It saves some £15k a year in every world, for £3k
    expect(answer.against?.pays?.value).toBeGreaterThan(0.9);
    expect(answer.against?.today.map(({ id }) => id)).toEqual(['big', 'mean']);
  });

  test('the first answer is rough, later ones are on more trials, the last is settled', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const said = await host.ask({ kind: 'answer', changes: [night], target: { kind: 'trials', trials: 20_000 } });
    const answers = said.flatMap((one) => (one.kind === 'answer' ? [one] : []));
    const trials = answers.map(({ answer }) => answer.document.trials);
    expect(trials).toEqual(trials.toSorted((a, b) => a - b));
    expect(trials.at(-1)).toBe(20_000);
    expect(answers.map(({ settled }) => settled)).toEqual([...trials.slice(1).map(() => false), true]);
    expect(said.at(-1)?.kind).toBe('done');
  });

  test('what was saved by spending is not said where conditions differ too', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const changes: Change[] = [night, { kind: 'scenario', from: 'base', to: 'twice' }];
    const { answer } = saidLast(await host.ask({ kind: 'answer', changes, target: size }), 'answer');
    expect(answer.scenario).toBe('twice');
    expect(answer.against?.pays).toBeNull();
  });

  test('a change that fits no model fails in words', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const change: Change = { kind: 'figure', path: 'nodes.works.restart', from: '', to: '5 bananas' };
    const said = await host.ask({ kind: 'answer', changes: [change], target: size });
    expect(saidLast(said, 'failed').words).toContain('bananas');
  });
});

describe('order', () => {
  test('a later question of the kind cancels the one before, and answers come in order', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const long = { kind: 'trials', trials: 2_000_000 } as const;
    const [first, second] = await Promise.all([
      host.ask({ kind: 'answer', changes: [], target: long }),
      host.ask({ kind: 'answer', changes: [night], target: size }),
    ]);
    expect(first.at(-1)?.kind).toBe('stopped');
    expect(second.at(-1)?.kind).toBe('done');
    const ends = host.said.filter(({ kind }) => kind === 'stopped' || kind === 'done').map(({ id }) => id);
    expect(ends).toEqual([1, 2, 3]);
  });

  test('a run of today that is stopped says what it knows', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const asked = host.ask({ kind: 'answer', changes: [], target: { kind: 'trials', trials: 5_000_000 } });
    await until(() => host.said.some(({ kind }) => kind === 'pulse'));
    host.cancel(host.last(), true);
    const said = await asked;
    const { answer, settled } = saidLast(said, 'answer');
    expect(settled).toBe(false);
    expect(answer.document.partial).toBe(true);
    expect(said.at(-1)?.kind).toBe('stopped');
  });

  test('rows are compared one after the other, with the differences from the first', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const rows = [
      { name: 'today', changes: [] },
      { name: 'careful', changes: [night] },
      { name: 'automatic', changes: [automatic] },
    ];
    const said = await host.ask({ kind: 'compare', rows, trials: 6400 });
    const counts = said.flatMap((one) => (one.kind === 'compared' ? [one.compared.rows.length] : []));
    expect(counts).toEqual([1, 2, 3]);
    const { compared } = saidLast(said, 'compared');
    const [today, careful] = compared.rows;
    expect(compared.comparisons[0]?.loss.mean.value).toBeCloseTo(
      (careful?.mean.value ?? 0) - (today?.mean.value ?? 0),
      6,
    );
    expect(compared.rows.map(({ spendPerYear }) => spendPerYear)).toEqual([0, 2000, 1000]);
  });
});

describe('a figure that is typed', () => {
  test('is read back as `check --read` does', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const path = 'nodes.works.needs.feed.switchover';
    const said = await host.ask({ kind: 'check', path, text: '1..4 h', changes: [] });
    const { reading } = saidLast(said, 'checked');
    expect(reading.today).toBe('10..12 h');
    expect(reading).toMatchObject({ ok: true });
    expect('words' in reading ? reading.words.join(' ') : '').toContain('1 to 4 h (90% sure); mean 2.19 h');
  });

  test('says what is wrong with it', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const said = await host.ask({ kind: 'check', path: 'nodes.works.restart', text: '4 hams', changes: [] });
    expect(saidLast(said, 'checked').reading).toMatchObject({ ok: false, today: '' });
  });
});

test('what is shown is exported as the page of `run`, with the command for the same figures', async () => {
  const host = hostOf();
  await host.ask({ kind: 'open', file: host.file });
  await host.ask({ kind: 'answer', changes: [], target: size });
  const report = saidLast(await host.ask({ kind: 'export', what: 'report', changes: [night] }), 'exported').text;
  expect(report).toContain('A small works');
  expect(report.replaceAll(/\\\n\s*/g, '')).toMatch(/--trials 6400 --worlds 80 --set controls\.guard\.current=night/);
  const json = saidLast(await host.ask({ kind: 'export', what: 'json', changes: [] }), 'exported').text;
  expect(JSON.parse(json)).toMatchObject({ result: 1, trials: 6400 });
});
