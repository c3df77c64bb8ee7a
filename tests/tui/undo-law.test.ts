import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../../src/tui/host/messages.ts';
import type { State } from '../../src/tui/state/state.ts';
import { changed, redone, taken, thingOf, undone } from '../../src/tui/state/what-if.ts';
import { startedState } from './opened.ts';

const name = fc.constantFrom('a', 'b', 'c');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('level' as const),
    control: name,
    from: fc.constant('none'),
    to: fc.constantFrom('none', 'low', 'high'),
  }),
  fc.record({
    kind: fc.constant('scenario' as const),
    from: fc.constant('base'),
    to: fc.constantFrom('base', 'winter'),
  }),
  fc.record({
    kind: fc.constant('driver' as const),
    driver: name,
    from: fc.constant('as it comes'),
    to: fc.constantFrom('as it comes', 'war'),
  }),
  fc.record({
    kind: fc.constant('figure' as const),
    path: fc.constantFrom('nodes.a.restart', 'threats.b.occurs'),
    from: fc.constant('1 h'),
    to: fc.constantFrom('1 h', '2 h', 'x0.5'),
  }),
  fc.record({ kind: fc.constant('without' as const), limit: name }),
);

/** What a step is: a change of any kind, or everything put back. */
const step = fc.oneof({ weight: 8, arbitrary: change }, { weight: 1, arbitrary: fc.constant(null) });

const after = (state: State, one: Change | null): State => (one === null ? taken(state, []) : changed(state, one))[0];

test('a step back after any change gives the what-if before, a step forward the one after; a thing is changed once', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const states = [startedState()];
      for (const one of steps) {
        const next = after(states.at(-1) ?? startedState(), one);
        const { changes } = next.whatIf;
        expect(new Set(changes.map(thingOf)).size).toBe(changes.length);
        // What changes nothing is no step
        if (JSON.stringify(changes) !== JSON.stringify(states.at(-1)?.whatIf.changes)) states.push(next);
      }
      let state = states.at(-1) ?? startedState();
      for (const before of states.slice(0, -1).toReversed()) {
        [state] = undone(state);
        expect(state.whatIf.changes).toEqual(before.whatIf.changes);
      }
      expect(undone(state)[0]).toBe(state);
      for (const then of states.slice(1)) {
        [state] = redone(state);
        expect(state.whatIf.changes).toEqual(then.whatIf.changes);
      }
      expect(redone(state)[0]).toBe(state);
    }),
    { seed: 1, numRuns: 200 },
  );
});
