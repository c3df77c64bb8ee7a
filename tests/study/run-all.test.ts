import { describe, expect, test } from 'vitest';
import {
  compare,
  comparedColumns,
  compareSamples,
  makeInlineRunner,
  openSession,
  readModelFileText,
  readModelText,
  runAll,
  type Compared,
  type Model,
  type Progress,
  type Selection,
} from '../../src/index.ts';
import { SMALL } from '../model/parse/small-model.ts';

const SIZE = { trials: 1024, worlds: 16 } as const;
const SELECTIONS: readonly { readonly name: string; readonly selection: Selection }[] = [
  { name: 'as it is', selection: {} },
  { name: 'strong', selection: { portfolio: 'strong' } },
  { name: 'winter', selection: { scenario: 'winter' } },
];

function read(selection: Selection): Model {
  const checked = readModelText(SMALL, selection);
  if (!checked.ok) throw new Error('the selection has faults');
  return checked.value;
}

describe('several selections of one session', () => {
  test('make one document of what each gives alone, and tell which one is run', async () => {
    const runner = makeInlineRunner();
    const session = openSession(readModelFileText(SMALL), runner);
    const told = new Set<string>();
    const onProgress = ({ run }: Progress): void => void told.add(`${run?.name} ${run?.number}/${run?.of}`);
    const document = await runAll(session, runner, SELECTIONS, { ...SIZE, explained: true, onProgress });
    expect(document).toMatchObject({ partial: false, trials: 1024 });
    for (const { name, selection } of SELECTIONS) {
      const alone = await openSession(read(selection), runner).run(SIZE);
      const { explanation, ...result } = document!.scenarios[name]!;
      expect(result).toEqual(Object.values(alone.scenarios)[0]);
      expect(explanation?.mean.loss).toEqual(result.loss.mean);
    }
    expect([...told]).toEqual(['as it is 1/3', 'strong 2/3', 'winter 3/3']);
  });

  test('that are cut short are partial, and nothing where nothing is known', async () => {
    const runner = makeInlineRunner();
    const session = openSession(readModelFileText(SMALL), runner);
    const stop = new AbortController();
    const onProgress = ({ run }: Progress): void => {
      if (run?.number === 2) stop.abort();
    };
    const document = await runAll(session, runner, SELECTIONS, { ...SIZE, signal: stop.signal, onProgress });
    expect(document?.partial).toBe(true);
    expect(Object.keys(document?.scenarios ?? {})).not.toContain('winter');
    expect(await runAll(session, runner, SELECTIONS, { ...SIZE, signal: stop.signal })).toBeNull();
  });
});

describe('samples that were evaluated together', () => {
  test('compare as a comparison of their models does', async () => {
    const runner = makeInlineRunner();
    const session = openSession(readModelFileText(SMALL), runner);
    const samples = await session.evaluate(
      SELECTIONS.map(({ selection }) => selection),
      { ...SIZE, columns: comparedColumns },
    );
    const labels = SELECTIONS.map(({ name }) => ({ name, file: 'model.yaml', portfolio: '' }));
    const [first, ...others] = samples.map((sample, i): Compared => ({ ...labels[i]!, sample }));
    const candidates = SELECTIONS.map(({ selection }, i) => ({ ...labels[i]!, model: read(selection) }));
    const document = compareSamples([first!, ...others]);
    expect(document).toEqual(await compare([candidates[0]!, ...candidates.slice(1)], runner, SIZE));
    expect(document.comparisons[1]!.nodes['hub']).toBeDefined();
    // The same as selections of a session, which then has nothing left to run.
    const ofSession = SELECTIONS.map(({ selection }, i) => ({ ...labels[i]!, session, selection }));
    expect(await compare([ofSession[0]!, ...ofSession.slice(1)], runner, SIZE)).toEqual(document);
  });

  test('without kept columns compare by their losses, and others not at all', async () => {
    const session = openSession(readModelFileText(SMALL), makeInlineRunner());
    const [one, other] = await session.evaluate([{}, { scenario: 'winter' }], SIZE);
    const longer = await session.sample({ trials: 2048, worlds: 16 });
    const of = (name: string, sample: typeof longer): Compared => ({ name, file: '', portfolio: '', sample });
    const [comparison] = compareSamples([of('a', one!), of('b', other!)]).comparisons;
    expect(comparison!.loss.mean.value).not.toBe(0);
    expect(comparison!.nodes).toEqual({});
    expect(() => compareSamples([of('a', one!), of('b', longer)])).toThrow('not of the same futures');
  });
});
