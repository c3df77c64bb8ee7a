/** The whole search on small models whose truth was written down first. */
import { expect, describe, test } from 'vitest';
import { snowballDocumentSchema, type SnowballResult } from '../../src/results/snowball-document.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { findSnowballs } from '../../src/snowball/find-snowballs.ts';
import { SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../fixtures/snowball-models.ts';

const TRIALS = 1000;
const sessionOf = (name: string) => openSession(snowballModel(name), makeInlineRunner());
const resultOf = async (name: string): Promise<SnowballResult> => {
  const document = await findSnowballs(sessionOf(name), { trials: TRIALS });
  expect(snowballDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toBeDefined();
  return Object.values(document.scenarios)[0]!;
};

describe.each(SNOWBALL_NAMES)('%s', (name) => {
  const answer = SNOWBALL_ANSWERS[name]! as (typeof SNOWBALL_ANSWERS)[string] & {
    readonly singlePoints?: Readonly<Record<string, readonly string[]>>;
    readonly shapley?: Readonly<Record<string, number>>;
  };

  test('the document has what was worked out', async () => {
    const result = await resultOf(name);
    expect(result.points.map(({ id, kind }) => [kind, id])).toEqual(
      answer.points.map(({ id, members, kind }) => [kind, id ?? members!.join(' & ')]),
    );
    expect(result.none === null).toBe(answer.points.length > 0);
    const [chain] = result.chains ?? [];
    if (typeof answer.lastMomentHours === 'number') {
      expect(chain!.lastMomentHours!.value).toBeCloseTo(answer.lastMomentHours, 2);
    } else if (answer.lastMomentHours === null) expect(chain!.lastMomentHours).toBeNull();
    for (const [goal, nodes] of Object.entries(answer.singlePoints ?? {})) {
      // The goal itself is no answer, and others of several goals are not asked for
      if (result.structure!.oneIsEnough[goal] !== undefined) expect(result.structure!.oneIsEnough[goal]).toEqual(nodes);
    }
    for (const [threat, loss] of Object.entries(answer.shapley ?? {})) {
      expect(result.shares!.threats.find(({ id }) => id === threat)!.loss.value).toBeCloseTo(loss, 3);
    }
  });
});

describe('a search', () => {
  test('says what lets a point compound', async () => {
    const { points } = await resultOf('p1');
    expect(points[0]!.reasons).toEqual({ switchoverHours: { middle: 11, oneIn20: 11 } });
    expect(points[1]!.reasons).toEqual({ restartHours: { middle: 6, oneIn20: 6 } });
    const alarm = await resultOf('p5');
    expect(alarm.points[0]!.reasons).toEqual({ letsThrough: ['burglars'] });
  });

  test('that was answered whole is answered again at once, by the same document', async () => {
    const session = sessionOf('p3');
    const first = await findSnowballs(session, { trials: TRIALS });
    expect(await findSnowballs(session, { trials: TRIALS })).toBe(first);
    expect(await findSnowballs(session, { trials: TRIALS, least: 0.1 })).not.toBe(first);
  });

  test('that is cut short behind the points keeps them, and is partial', async () => {
    const stop = new AbortController();
    const document = await findSnowballs(sessionOf('p1'), {
      trials: TRIALS,
      signal: stop.signal,
      onPart: (part) => {
        if (part === 'time') stop.abort(new Error('enough'));
      },
    });
    const [result] = Object.values(document.scenarios);
    expect(document.partial).toBe(true);
    expect(result!.points[0]!.id).toBe('dist');
    expect(result!.chains).toBeDefined();
    expect(result!.shares).toBeUndefined();
  });

  test('that is cut short before anything is known rejects with the reason', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(findSnowballs(sessionOf('p1'), { trials: TRIALS, signal })).rejects.toThrow('enough');
  });

  test.each([0, 1.2, Number.NaN])('refuses %s as the least share', async (least) => {
    await expect(findSnowballs(sessionOf('p1'), { least })).rejects.toThrow('give a share above 0 and at most 1');
  });

  test('refuses a goal that is no node, with the one that was meant', async () => {
    await expect(findSnowballs(sessionOf('p1'), { goals: ['goals'] })).rejects.toThrow('did you mean `goal`?');
  });
});
