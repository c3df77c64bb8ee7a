/** A host in this thread, of a model in a folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';
import { makeHost } from '../../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../../src/tui/host/messages.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** A small works: two controls, one of which changes the model, limits, a scenario. With comments, to see that they stay. */
export const MODEL = `ringfence: 1
title: A small works   # as it stands
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  grid: { kind: infrastructure }
  spare: { kind: infrastructure }
  works:
    kind: service
    goal: bread
    needs:
      feed: { any: [grid, spare], switchover: 10..12 h }   # by hand
    loss: [{ own: £1k..£2k per hour }]
threats:
  fault:
    occurs: every 1..3 years
    affects: { grid: { outage: 8..72 h } }
controls:
  guard:
    against: [fault]
    current: none
    levels:
      none: {}
      night: { order: 1, opex: £2k per year, prevent: 40..60% }
      day-and-night: { order: 2, opex: £5k per year, prevent: 70..90% }
  switching:          # how the works change over
    current: none
    levels:
      none: {}
      automatic: { opex: £1k per year, set: { nodes.works.needs.feed.switchover: 1..5 min } }
appetite:
  limits:
    mean: { mean loss: £10k per year }
    big: { loss over: £20k, chance: 20% per year }
portfolios:
  # what was discussed in March
  careful: { guard: night }
scenarios:
  twice:
    description: The grid fails twice as often
    set: { threats.fault.occurs: x2 }
`;

export interface TestHost {
  readonly file: string;
  readonly said: readonly HostSaid[];
  /** Asks, and gives all that is said of it once nothing more is. */
  ask(request: WithoutId<HostRequest>): Promise<readonly HostSaid[]>;
  /** Number of the last question. */
  readonly last: () => number;
  cancel(id: number, keep?: boolean): void;
}

const isEnd = ({ kind }: HostSaid): boolean => kind === 'done' || kind === 'stopped' || kind === 'failed';

/** Writes a model into a folder that goes with the test. */
export function modelIn(text: string = MODEL): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'works.yaml');
  writeFileSync(file, text);
  return file;
}

export function hostOf(text: string = MODEL, runner: Runner = makeInlineRunner()): TestHost {
  const file = modelIn(text);
  const said: HostSaid[] = [];
  const waiting = new Map<number, () => void>();
  const host = makeHost(runner, (one) => {
    said.push(one);
    if (isEnd(one)) waiting.get(one.id)?.();
  });
  onTestFinished(async () => {
    await host.close();
    await runner.close();
  });
  let last = 0;
  return {
    file,
    said,
    last: () => last,
    ask: async (request) => {
      const id = ++last;
      const ended = new Promise<void>((resolve) => waiting.set(id, resolve));
      host.receive({ say: 'ask', request: { ...request, id } });
      await ended;
      return said.filter((one) => one.id === id);
    },
    cancel: (id, keep = false) => host.receive({ say: 'cancel', id, keep }),
  };
}

/** The one of a kind that was said last. */
export function saidLast<K extends HostSaid['kind']>(
  said: readonly HostSaid[],
  kind: K,
): Extract<HostSaid, { readonly kind: K }> {
  const found = said.findLast((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${kind} was not said: ${JSON.stringify(said.at(-1))}`);
  return found as Extract<HostSaid, { readonly kind: K }>;
}

/** A shop whose losses count only while it is open. */
export const SHOP = `
ringfence: 1
title: A shop
currency: GBP
starts: 2027-01-01
horizon: 60 days
bearers: { own: count }
calendar: { closed: 22:00..06:00 }
nodes:
  power: { kind: infrastructure }
  shop: { kind: service, goal: sell, needs: { power: {} }, loss: [ { own: £10 per hour, during: { closed: x0 } } ] }
threats:
  cut: { discipline: physical, occurs: 1 per year, affects: { power: { outage: 5 h } } }
`;
