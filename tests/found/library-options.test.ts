/** What a program in JavaScript, which no compiler checks, can give the library by mistake. */
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { SMALL } from '../model/parse/small-model.ts';

/** The library as a program without types sees it. */
// oxlint-disable-next-line typescript/no-explicit-any
const any = library as any;
const FILE = 'tests/fixtures/every-key.yaml';
const FEW = { trials: 256, worlds: 1 };

const read = library.readModelText(SMALL);
if (!read.ok) throw new Error('the model has faults');
const session = library.openSession(read.value, library.makeInlineRunner());
const open = session as unknown as Record<string, (...args: unknown[]) => unknown>;

const outcome = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    return error;
  }
};
const refusal = async (work: () => unknown): Promise<string> => {
  const error = await outcome(work);
  expect(error).toBeInstanceOf(RangeError);
  return (error as RangeError).message;
};

describe('an option that nobody reads is named', () => {
  test.each([
    [{ trails: 5 }, '`run` has no option `trails`: did you mean `trials`?'],
    [{ given: 'threat=fire' }, 'the option `given` of `run` is a list of texts, not "threat=fire"'],
    [{ workers: 2 }, '`run` has no option `workers`: `makeThreadRunner({ workers })` takes it'],
    [{ trials: '5' }, 'the option `trials` of `run` is a number, not "5"'],
    [{ seed: 5 }, 'the option `seed` of `run` is a text, not 5'],
    [
      { until: '2% of mean' },
      'the option `until` of `run` is what `parseUntil("2% of tvar99")` gives, not "2% of mean"',
    ],
    [{ signal: new AbortController() }, 'the option `signal` of `run` is an AbortSignal'],
    [7, 'what `run` takes as options is an object, not 7'],
  ])('run(%j)', async (options, message) => {
    expect(await refusal(() => open['run']?.(options))).toContain(message);
  });

  test('by every question to a session', async () => {
    for (const ask of ['run', 'sample'])
      expect(await refusal(() => open[ask]?.({ nope: 1 }))).toContain(`\`${ask}\` has no option`);
    expect(await refusal(() => open['evaluate']?.([{}], { nope: 1 }))).toContain('`evaluate` has no option `nope`');
    const loop = async (): Promise<void> => {
      for await (const _ of session.results({ nope: 1 } as never)) break;
    };
    expect(await refusal(loop)).toContain('`results` has no option `nope`');
  });

  test('by the reading of a model', async () => {
    expect(await refusal(() => any.readModel(FILE, { givn: [] }))).toBe(
      '`readModel` has no option `givn`: did you mean `given`?',
    );
    expect(await refusal(() => any.readModel(FILE, { set: 'nodes.hub.restart=x2' }))).toContain(
      'the option `set` of `readModel` is a list of texts',
    );
    expect(await refusal(() => any.readModelText(SMALL, { portfolio: 3 }))).toContain(
      'is a text, or levels by control',
    );
    expect(await refusal(() => any.readModelText(SMALL, { trials: 3 }))).toContain('a run takes it');
  });

  test('by what makes threads, and by a comparison', async () => {
    expect(await refusal(() => any.makeThreadRunner({ threads: 2 }))).toContain(
      'its options are workers, entry, resourceLimits',
    );
    expect(await refusal(() => any.makeThreadRunner({ workers: '2' }))).toContain('is a number, not "2"');
    const candidates = [{ name: 'a', file: 'a', portfolio: 'current', model: read.value }];
    expect(await refusal(() => any.compare(candidates, library.makeInlineRunner(), { until: null }))).toContain(
      'all that is compared has the same trials',
    );
    expect(
      await refusal(() => any.compare([{ ...candidates[0], model: read }], library.makeInlineRunner(), {})),
    ).toContain('see that `ok` is true and pass `value`');
  });

  test('an option that is undefined is absent', async () => {
    const document = await session
      .run({ ...FEW, seed: undefined, nope: undefined } as never)
      .catch((error: unknown) => error);
    expect(document).toBeInstanceOf(RangeError);
    expect((await session.run({ ...FEW, seed: undefined, until: undefined })).trials).toBe(256);
  });
});

describe('a wrong argument is named, with what would be right', () => {
  test('what `readModel` gives is no model yet', async () => {
    expect(await refusal(() => any.openSession(read, library.makeInlineRunner()))).toBe(
      'the model of `openSession` is a model, not an object: what `readModel` gives holds it: see that `ok` is true and pass `value`',
    );
    expect(await refusal(() => any.openSession(undefined))).toContain('read it with `readModel`');
    expect(await refusal(() => any.openSession(read.value))).toContain('make one by `makeInlineRunner()`');
  });

  test('a text or a path', async () => {
    expect(await refusal(() => any.readModelText(3))).toBe(
      'the model of `readModelText` is a text, not 3: give the YAML itself; `readModel` takes a path',
    );
    expect(await refusal(() => any.readModel(3))).toContain('the path of `readModel` is a text, not 3');
    expect(await refusal(() => any.parseUntil(3))).toContain('is a text, not 3');
  });

  test.each([
    [0, -1],
    ['a', 0],
    [0.5, 0],
    [0, Number.NaN],
    [-1, 0],
    [0, undefined],
  ])('trial(%j, %j)', async (world, trial) => {
    expect(await refusal(() => open['trial']?.(world, trial))).toMatch(
      /^the (?:world|trial) of `trial` is a whole number from 0, not/,
    );
  });

  test('portfolios are levels by control', async () => {
    expect(await refusal(() => open['evaluate']?.('strong'))).toContain(
      'a list of selections: `[{ portfolio: { guard: "night" } }]`',
    );
    expect(await refusal(() => open['evaluate']?.([{ sprinkler: 'full' }]))).toContain(
      'has no option `sprinkler`: levels of controls are a portfolio',
    );
    expect(await refusal(() => open['evaluate']?.([{ portfolio: { sprinkler: 1 } }]))).toContain('levels by control');
    expect(await refusal(() => open['evaluate']?.([{}], { portfolio: 'strong' }))).toContain(
      'it belongs to the selections',
    );
  });
});
