/** Any 500 keys, with a host that answers, fails or leaves one waiting: what the terminal shows and offers holds all along. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { canAct } from '../../src/tui/commands/command.ts';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { commandOfId, commandOfKey, offered } from '../../src/tui/commands/table.ts';
import { isTooSmall } from '../../src/tui/draw/sizes.ts';
import { withoutColours, widthOf } from '../../src/tui/draw/text.ts';
import type { Look } from '../../src/tui/draw/theme.ts';
import type { HostRequest } from '../../src/tui/host/messages.ts';
import { product } from '../../src/tui/product.ts';
import type { Effect, Message } from '../../src/tui/state/message.ts';
import { tabOf } from '../../src/tui/state/navigation.ts';
import type { Size, State } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { frameOf } from '../tui/frame-of.tsx';
import { makeKeptHost, type KeptHost } from '../tui/kept-host.ts';
import { startedState } from '../tui/opened.ts';

const update = updateOf(product);
const STEPS = 500;
/** Every so many steps the whole frame is drawn, and every command that is offered is tried. */
const DRAWN = 6;
const HOSTILE = '\u001b[2J漢字\u202e👩‍🚀\u0007 e\u0301 very long';
const quoted = JSON.stringify;

/** A small works whose names would steer a terminal, with everything that a screen can show. */
const HOSTILE_MODEL = `ringfence: 1
title: ${quoted(HOSTILE.repeat(4))}
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  grid: { kind: infrastructure, label: ${quoted(HOSTILE)}, owner: ${quoted(HOSTILE)} }
  spare: { kind: infrastructure }
  works:
    kind: service
    label: ${quoted(HOSTILE)}
    goal: ${quoted(HOSTILE)}
    needs: { feed: { any: [grid, spare], switchover: 10..12 h } }
    loss: [{ own: £1k..£2k per hour }]
threats:
  fault: { label: ${quoted(HOSTILE)}, occurs: every 1..3 years, affects: { grid: { outage: 8..72 h } } }
controls:
  guard:
    label: ${quoted(HOSTILE)}
    against: [fault]
    current: none
    levels:
      none: {}
      night: { order: 1, opex: £2k per year, prevent: 40..60% }
appetite:
  limits:
    mean: { mean loss: £10k per year }
    big: { loss over: £20k, chance: 20% per year }
accepted: [{ risk: fault, by: ${quoted(HOSTILE)}, until: 2025-12-31, up to: £1 }]
portfolios: { careful: { guard: night } }
scenarios: { twice: { description: ${quoted(HOSTILE)}, set: { threats.fault.occurs: x2 } } }
`;

const KEYS = [
  ...Array.from('123456789[]jkhlgGwirRbuUseExyot!?:/0acdfvnpm'),
  ...'tab shift-tab up down left right enter esc ctrl-d ctrl-u page-down page-up home end backspace delete space'.split(
    ' ',
  ),
  ...'ctrl-w ctrl-c ctrl-l ctrl-z ctrl-n ctrl-p q'.split(' '),
];

type Typed = Extract<Message, { readonly kind: 'key' | 'text' }>;

/** What comes to the program, from without or within. */
type Happening =
  | { readonly kind: 'message'; readonly message: Typed }
  | { readonly kind: 'answers' | 'failure' }
  | { readonly kind: 'changed' };

const key = fc.constantFrom(...KEYS).map((pressed): Typed => ({ kind: 'key', key: pressed, at: 0 }));
const text = fc
  .constantFrom('pasted\n\u001b[2Jtext', 'works 2 h, two clerks', '£400..£1500', 'every 2 years', HOSTILE)
  .map((pasted): Typed => ({ kind: 'text', text: pasted, at: 0 }));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 60, arbitrary: key.map((message) => ({ kind: 'message' as const, message })) },
  { weight: 2, arbitrary: text.map((message) => ({ kind: 'message' as const, message })) },
  { weight: 12, arbitrary: fc.constant({ kind: 'answers' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'failure' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'changed' as const }) },
);
const size: fc.Arbitrary<Size> = fc.record({
  columns: fc.integer({ min: 60, max: 200 }),
  rows: fc.integer({ min: 16, max: 60 }),
});
const look = fc.record<Look>({
  glyphs: fc.constantFrom('unicode', 'block', 'ascii'),
  palette: fc.constantFrom('none', 'usual', 'blue-orange'),
});
interface Step {
  readonly happening: Happening;
  readonly size: Size;
  readonly look: Look;
}
const step: fc.Arbitrary<Step> = fc.record({ happening, size, look });

/** A frame is as large as the terminal, and nothing in it steers but colours. */
function draws(state: State): void {
  const frame = frameOf(state);
  expect(frame).toHaveLength(state.size.rows);
  for (const row of frame) {
    const plain = withoutColours(row);
    expect(plain).not.toContain('this panel failed');
    // oxlint-disable-next-line no-control-regex -- none of them may be there
    expect(plain).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    if (state.look.glyphs === 'ascii') expect(plain).toMatch(/^[\u0020-\u007e]*$/);
    expect(widthOf(row)).toBe(state.size.columns);
  }
}

/** Every command that says it can act does something. */
function offers(state: State, at: number): void {
  for (const command of offered(product, state)) {
    if (!canAct(command, state)) continue;
    const [next, effects] = command.run(state, at);
    expect([command.id, next !== state || effects.length > 0]).toEqual([command.id, true]);
  }
}

/** The key that is named as the next one acts. */
function leadsOn(state: State): void {
  const next = nextStep(product, state);
  expect(next.words.length).toBeLessThanOrEqual(24);
  if (next.command === null) return;
  const command = commandOfId(product, state, next.command);
  expect([next.command, command !== null && canAct(command, state)]).toEqual([next.command, true]);
}

/** A key that nothing is bound to leaves the same state. */
function leavesAlone(before: State, message: Message, [after, effects]: readonly [State, readonly Effect[]]): void {
  if (message.kind !== 'key' || before.overlay !== null || before.filtering !== null || isTooSmall(before.size)) return;
  if (commandOfKey(product, before, message.key) !== null || tabOf(product, before).types !== undefined) return;
  expect([message.key, after === before, effects]).toEqual([message.key, true, []]);
}

/** After a change of the what-if, a step back gives the one before, and a step forward the one after. */
function goesBack(before: State, after: State, at: number): void {
  const steps = after.whatIf.past.length - before.whatIf.past.length;
  if (after.whatIf.changes === before.whatIf.changes || steps !== 1) return;
  const plain = { ...after, overlay: null, filtering: null, place: { ...after.place, screen: 'overview' } };
  const [back] = update(plain, { kind: 'key', key: 'u', at });
  expect(back.whatIf.changes).toEqual(before.whatIf.changes);
  const [again] = update(back, { kind: 'key', key: 'U', at });
  expect(again.whatIf.changes).toEqual(after.whatIf.changes);
}

interface Fixture {
  readonly name: string;
  /** Null: the program starts without a model. */
  readonly file: () => string | null;
  /** Questions that are never answered: they take too long for a test. */
  readonly leaves: readonly HostRequest['kind'][];
  readonly runs: number;
}

function hostileFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'works.yaml');
  writeFileSync(file, HOSTILE_MODEL);
  return file;
}

const shipped = (file: string): string => path.resolve(import.meta.dirname, '../../scenarios', file);

const FIXTURES: readonly Fixture[] = [
  { name: 'a small works with names that would steer', file: hostileFile, leaves: [], runs: 12 },
  { name: 'no model', file: () => null, leaves: [], runs: 6 },
  {
    name: 'the corner shop',
    file: () => shipped('corner-shop/shop.yaml'),
    leaves: ['rings', 'compare', 'steps', 'ranges', 'risks', 'snowball'],
    runs: 4,
  },
  {
    name: 'the hub airport',
    file: () => shipped('hub-airport/as-was.yaml'),
    leaves: ['rings', 'compare', 'steps', 'ranges', 'risks', 'snowball'],
    runs: 4,
  },
];

/** One walk; every law is looked at on the way. */
async function walked(host: KeptHost, file: string | null, leaves: Fixture['leaves'], steps: readonly Step[]) {
  let state = startedState();
  let waiting: readonly HostRequest[] = [];
  let at = 0;
  const take = (message: Message): void => {
    const before = state;
    const next = update(before, message);
    leavesAlone(before, message, next);
    state = next[0];
    waiting = [...waiting, ...next[1].flatMap((effect) => (effect.kind === 'ask' ? [effect.request] : []))];
    goesBack(before, state, at);
    leadsOn(state);
  };
  const answer = async (): Promise<void> => {
    const asked = waiting.filter(({ kind }) => !leaves.includes(kind));
    waiting = waiting.filter(({ kind }) => leaves.includes(kind));
    for (const request of asked) for (const said of await host.said(request)) take({ kind: 'host', said, at });
  };
  take({ kind: 'begin', file: file === null ? null : { path: file, shown: 'works.yaml' } });
  await answer();
  await answer();
  for (const [index, { happening: one, size: of, look: how }] of steps.entries()) {
    at += 500;
    switch (one.kind) {
      case 'message':
        take({ ...one.message, at });
        break;
      case 'answers':
        await answer();
        break;
      case 'failure':
        for (const { id } of waiting) take({ kind: 'host', said: { id, kind: 'failed', words: HOSTILE }, at });
        waiting = [];
        break;
      case 'changed':
        take({ kind: 'file', change: { kind: 'changed', file: file ?? '', hash: `${index}` }, at });
        break;
    }
    if (index % DRAWN > 0) continue;
    state = { ...state, look: how };
    take({ kind: 'resized', ...of });
    draws(state);
    offers(state, at);
  }
}

test.runIf(process.env['RINGFENCE_PROVE'] === '1').each(FIXTURES)(
  'any 500 keys, $name: frames hold, what is offered acts, what is not leaves alone',
  async ({ file, leaves, runs }) => {
    const at = file();
    const host = makeKeptHost(at ?? hostileFile(), 500);
    onTestFinished(() => host.close());
    // One number stands for a walk: five hundred steps are nothing to read, nor to shrink
    const steps = fc.array(step, { minLength: STEPS, maxLength: STEPS });
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (walk) => {
        const [all = []] = fc.sample(steps, { seed: walk, numRuns: 1 });
        await walked(host, at, leaves, all);
      }),
      { seed: 1, numRuns: runs, endOnFailure: true },
    );
  },
);
