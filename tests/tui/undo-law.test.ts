import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change, Edit } from '../../src/tui/host/messages.ts';
import type { Effect } from '../../src/tui/state/message.ts';
import { hearSaving, openSaving, stepped, withWay, write, type Saving, type Way } from '../../src/tui/state/saving.ts';
import type { State } from '../../src/tui/state/state.ts';
import type { Direction } from '../../src/tui/state/steps.ts';
import { changed, taken, thingOf } from '../../src/tui/state/what-if.ts';
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

/** What a step is: a change of any kind, everything put back, or saving as what. */
const step: fc.Arbitrary<Change | Way | null> = fc.oneof(
  { weight: 8, arbitrary: change },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constantFrom('portfolio' as const, 'scenario' as const, 'current' as const) },
);

const hashOf = (text: string): string => `sha256:${text}`;

/** A model file, and all that is asked of it. */
class Disk {
  text = 'as it was';

  /** A state after what it asked has been answered. */
  answered([state, effects]: readonly [State, readonly Effect[]]): State {
    for (const effect of effects) {
      if (effect.kind !== 'ask' || effect.request.kind !== 'write') continue;
      const { id, expects, text } = effect.request;
      expect(expects).toBe(hashOf(this.text));
      this.text = text;
      const said = { kind: 'written', id, file: 'model.yaml', hash: hashOf(text) } as const;
      return hearSaving(state, { kind: 'host', said, at: 0 })?.[0] ?? state;
    }
    return state;
  }

  saved(state: State, way: Way, nth: number): State {
    const opened = withWay(...own(openSaving(state)[0]), way)[0];
    const becomes = `${this.text}, ${nth}`;
    const edit: Edit = {
      ok: true,
      file: 'model.yaml',
      before: this.text,
      text: becomes,
      expects: hashOf(this.text),
      becomes: hashOf(becomes),
      lines: [],
      leftOut: [],
    };
    const [shown, saving] = own(opened);
    return this.answered(write(shown, { ...saving, edit }));
  }
}

const own = (state: State): readonly [State, Saving] => [state, state.overlay?.own as Saving];

/** All that a step may change, and must give back. */
const whole = ({ whatIf: { changes, saved } }: State, { text }: Disk): unknown => ({ changes, saved, text });

test('a step back after any change, or after saving it, gives what was before, file and all; a step forward what was after; a thing is changed once', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const disk = new Disk();
      let state = startedState();
      const stood = [whole(state, disk)];
      for (const [nth, one] of steps.entries()) {
        if (typeof one === 'string') {
          if (state.whatIf.changes.length === 0) continue;
          state = disk.saved(state, one, nth);
        } else [state] = one === null ? taken(state, []) : changed(state, one);
        const { changes } = state.whatIf;
        expect(new Set(changes.map(thingOf)).size).toBe(changes.length);
        // What changes nothing is no step
        if (JSON.stringify(whole(state, disk)) !== JSON.stringify(stood.at(-1))) stood.push(whole(state, disk));
      }
      const go = (way: Direction): void => {
        state = disk.answered(stepped(state, way));
      };
      for (const before of stood.slice(0, -1).toReversed()) {
        go('back');
        expect(whole(state, disk)).toEqual(before);
      }
      expect(stepped(state, 'back')[0]).toBe(state);
      for (const then of stood.slice(1)) {
        go('forward');
        expect(whole(state, disk)).toEqual(then);
      }
      expect(stepped(state, 'forward')[0]).toBe(state);
    }),
    { seed: 1, numRuns: 200 },
  );
});
