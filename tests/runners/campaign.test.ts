import { describe, expect, test } from 'vitest';
import { makeCampaign, type Campaign, type Crew } from '../../src/runners/campaign.ts';
import type { CompiledModel } from '../../src/sim/kernel/ground/compiled-model.ts';
import type { Job, Listener } from '../../src/sim/session/runner.ts';
import type { Block } from '../../src/sim/session/simulate-block.ts';

/** Threads that do what the test says: it answers for them. */
function scripted(workers: number, tasks: number, onResult: Listener<'sums'>['onResult'] = () => {}) {
  const inHand = new Set<number>();
  const given: number[] = [];
  let limit = Infinity;
  const outcome: { failure?: unknown; over: number; paces: number; results: number[] } = {
    over: 0,
    paces: 0,
    results: [],
  };
  const crew: Crew = {
    workers,
    give: (index) => {
      given.push(index);
      inHand.add(index);
    },
    idle: () => workers - inHand.size,
    busy: () => inHand.size,
    giveUpFrom: (index) => {
      limit = Math.min(limit, index);
    },
  };
  const block = (number: number): Block => ({ number, firstWorld: number, worlds: 1, firstTrial: 0, trials: 1 });
  const job: Job<'sums'> = { kind: 'sums', model: {} as CompiledModel, seed: '', tasks, task: block };
  const listener: Listener<'sums'> = {
    onResult: (result, index, giveBack) => {
      outcome.results.push(index);
      onResult(result, index, giveBack);
    },
    onPace: () => outcome.paces++,
  };
  const campaign: Campaign = makeCampaign(crew, job, listener, (failure) => {
    outcome.over++;
    outcome.failure = failure?.error;
  });
  const none = new Int32Array();
  const empty = { world: none, start: Int32Array.of(0), pairs: none };
  const done = (index: number): void => {
    inHand.delete(index);
    const result = { block: index, units: [], samples: empty };
    campaign.answered(index, { answer: 'done', result }, () => {});
  };
  const givenUp = (index: number): void => {
    inHand.delete(index);
    campaign.answered(index, { answer: 'givenUp' }, () => {});
  };
  const fault = (index: number, message: string): void => {
    inHand.delete(index);
    campaign.answered(index, { answer: 'fault', message }, () => {});
  };
  const dies = (index: number): void => {
    inHand.delete(index);
    campaign.died(index, 'out of memory');
  };
  campaign.begin();
  return { campaign, given, inHand, outcome, done, givenUp, fault, dies, limit: () => limit };
}

describe('a campaign', () => {
  test('keeps every thread at one task until all are done, and tells once more at the end', () => {
    const { given, outcome, done } = scripted(2, 3);
    expect(given).toEqual([0, 1]);
    done(1);
    expect(given).toEqual([0, 1, 2]);
    done(2);
    expect(outcome.over).toBe(0);
    done(0);
    expect(outcome).toMatchObject({ over: 1, failure: undefined, results: [1, 2, 0], paces: 2 });
  });

  test('does not let a slow thread be overtaken without bound', () => {
    const { given, inHand, done } = scripted(2, 1000);
    for (let index = 1; inHand.has(index); index++) done(index);
    expect(given).toEqual(Array.from({ length: 16 }, (_, index) => index));
    done(0);
    expect(given.length).toBe(18);
  });

  test('is over at once when there is nothing to do', () => {
    expect(scripted(2, 0).outcome).toMatchObject({ over: 1, failure: undefined });
  });

  test('has the task of a thread that died done again', () => {
    const { given, outcome, done, dies } = scripted(1, 2);
    dies(0);
    dies(0);
    done(0);
    done(1);
    expect(given).toEqual([0, 0, 0, 1]);
    expect(outcome).toMatchObject({ over: 1, failure: undefined, results: [0, 1] });
  });

  test('gives a task up that has brought down three threads, and names it', () => {
    const { outcome, dies } = scripted(1, 2);
    dies(0);
    dies(0);
    dies(0);
    expect(outcome.over).toBe(1);
    expect(String(outcome.failure)).toBe('WorkerFault: block 0 has brought down 3 workers: out of memory');
  });

  test('reports the fault of the lowest task, whichever comes first', () => {
    const { outcome, fault, limit, given } = scripted(3, 9);
    fault(2, 'third');
    expect(limit()).toBe(2);
    expect(outcome.over).toBe(0);
    fault(0, 'first');
    expect(limit()).toBe(0);
    fault(1, 'second');
    expect(outcome.over).toBe(1);
    expect(String(outcome.failure)).toBe('SimulationFault: first');
    expect(given).toEqual([0, 1, 2]);
  });

  test('does what was given up for a later fault neither again nor counts it', () => {
    const { outcome, fault, givenUp, done } = scripted(3, 9);
    fault(1, 'the fault');
    givenUp(2);
    done(0);
    expect(outcome).toMatchObject({ over: 1, results: [] });
  });

  test('ends well when it is cut, with what is known', () => {
    const { campaign, outcome, done, givenUp, limit } = scripted(2, 9);
    campaign.cut();
    expect(limit()).toBe(0);
    done(0);
    expect(outcome.over).toBe(0);
    givenUp(1);
    expect(outcome).toMatchObject({ over: 1, failure: undefined, results: [0] });
  });

  test('fails with what its listener throws', () => {
    const { outcome, done, givenUp } = scripted(2, 9, () => {
      throw new Error('no room');
    });
    done(1);
    expect(outcome.over).toBe(0);
    givenUp(0);
    expect(outcome.over).toBe(1);
    expect(String(outcome.failure)).toBe('Error: no room');
  });
});
