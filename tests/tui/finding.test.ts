import { describe, expect, test } from 'vitest';
import { playbackSlot } from '../../src/tui/state/map.ts';
import { product } from '../../src/tui/product.ts';
import { cascadeTab } from '../../src/tui/screens/cascade.ts';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import type { State } from '../../src/tui/state/state.ts';
import { driven, typing } from './driven.ts';
import { SHOP } from './host/host-of.ts';

/** The lines of the open overlay. */
function lines(state: State): readonly string[] {
  const overlay = product.overlays.find(({ id }) => id === state.overlay?.id);
  const view = overlay?.view(state, state.overlay?.own, 72, 18, themeOf({ glyphs: 'unicode', palette: 'none' }));
  return view?.lines ?? [];
}

describe('the palette', () => {
  test('finds figures of the file, and opens the one that is chosen with what it is today', async () => {
    const { press, state } = await driven();
    await press(':', ...typing('works switchover'));
    expect(lines(state()).join('\n')).toMatch(/▸ nodes\.works\.needs\.feed\.switchover +10\.\.12 h {2}change it {2}a/);
    await press('enter');
    expect(lines(state()).slice(0, 2)).toEqual(['nodes.works.needs.feed.switchover', 'today    10..12 h']);
    await press(...typing('1..2 h'));
    expect(lines(state()).join('\n')).toMatch(/read as[\s\S]*1 to 2 h/);
    await press('enter');
    expect(state().whatIf.changes).toEqual([
      { kind: 'figure', path: 'nodes.works.needs.feed.switchover', from: '10..12 h', to: '1..2 h' },
    ]);
    await press('u');
    expect(state().whatIf.changes).toEqual([]);
    await press('U');
    expect(state().whatIf.changes).toHaveLength(1);
  });

  test('a control that one goes to is shown, whichever tab was there before', async () => {
    const { press, state } = await driven();
    await press('2', ']', ']');
    expect(state().place.tabs['what-if']).toBe('what-if.spend');
    await press(':', ...typing('switching'));
    const at = lines(state()).findIndex((line) => /switching +go to control/.test(line));
    const chosen = lines(state()).findIndex((line) => line.startsWith('▸'));
    await press(...Array.from({ length: Math.max(0, at - chosen) }, () => 'down'), 'enter');
    expect(state().place.tabs['what-if']).toBe('what-if.controls');
    expect(state().chosen).toEqual({ kind: 'control', id: 'switching' });
    expect(state().place.focus['what-if.controls']).toBe('controls');
  });

  test('set PATH=VALUE is read back before it is taken', async () => {
    const { press, state } = await driven();
    await press(':', ...typing('set threats.fault.occurs=every 2 hams'), 'enter');
    expect(lines(state()).join('\n')).toContain('every 1..3 years');
    await press('enter');
    expect(state().whatIf.changes).toEqual([]);
    await press('ctrl-u', ...typing('every 2 years'), 'enter');
    expect(state().whatIf.changes).toMatchObject([{ path: 'threats.fault.occurs', to: 'every 2 years' }]);
  });

  test('trial WORLD/TRIAL plays that future of the run; one that there is not is refused in words', async () => {
    const { press, state } = await driven();
    await press(':', ...typing('trial 3/14'), 'enter');
    expect(state().place.tabs['map']).toBe('map.cascade');
    expect(playbackSlot.of(state())?.view?.cause).toEqual({ kind: 'trial', world: 3, trial: 14 });
  });

  test('finds commands of other screens, and does them there', async () => {
    const { press, state } = await driven();
    await press(':', ...typing('sort the register'));
    expect(lines(state()).join('\n')).toMatch(/▸ Sort the register by .* Risks, Register {2}o/);
    await press('enter');
    expect(state().place.screen).toBe('risks');
    await press('1', ':', ...typing('play another future'));
    expect(lines(state()).join('\n')).toContain('not now: nothing is played');
    await press('enter');
    expect(state().said.at(-1)?.words).toBe('not now: nothing is played');
    expect(state().place.screen).toBe('overview');
  });
});

describe('help', () => {
  test('says what a word means that is typed, and has all of them under the keys', async () => {
    const { press, state } = await driven();
    await press('?');
    const shown = (): string => {
      const help = product.overlays.find(({ id }) => id === 'help');
      const view = help?.view(state(), state().overlay?.own, 72, 40, themeOf({ glyphs: 'unicode', palette: 'none' }));
      return view?.lines.join(' ').replaceAll(/ +/g, ' ') ?? '';
    };
    expect(shown()).toContain('portfolio: one level chosen for every control');
    await press(...typing('ring'));
    expect(shown()).toContain('doughnut, rings: what security should cost a year');
    expect(shown()).not.toContain('portfolio: one level');
  });

  test('w says where a why is told, in place of what is not chosen', async () => {
    const { press, state } = await driven();
    await press('2', ']', ']', 'w');
    expect(state().said.at(-1)?.words).toBe('not now: w tells why of a limit on Overview (1), or of a node on Map (3)');
    await press('1', 'tab', 'w');
    expect(state().said.at(-1)?.words).toBe('not now: w tells why in Limits of the board: tab goes there');
  });

  test('finds commands of every place, says where they are, and does them there', async () => {
    const { press, state } = await driven();
    await press('?', ...typing('higher level'));
    expect(lines(state()).join('\n')).toMatch(/▸ right|▸ → +Move the chosen control.* What-if, Controls/);
    await press('enter');
    expect(state().place.screen).toBe('what-if');
    expect(state().whatIf.changes).toHaveLength(1);
  });

  test.each(['?', ':'])('%s offers no Enter where nothing is found', async (key) => {
    const { press, state } = await driven();
    await press(key, ...typing('qqqq'));
    expect(nextStep(product, state())).toMatchObject({ key: 'ctrl-u' });
    await press('ctrl-u', ...typing('undo'));
    expect(nextStep(product, state())).toMatchObject({ key: 'enter' });
  });

  test('of every tab shows all of its keys at 80x24, but for what Start has to say', async () => {
    const { press, state } = await driven();
    for (const screen of ['1', '2', '3', '4', '5']) {
      await press(screen);
      for (let tab = 0; tab < 4; tab++) {
        const help = product.overlays.find(({ id }) => id === 'help');
        const view = help?.view(state(), null, 72, 20, themeOf({ glyphs: 'unicode', palette: 'none' }));
        // The marks stand under the keys, the words that people may not know under these
        expect([view?.title, view?.lines.join('\n')]).toEqual([
          view?.title,
          expect.stringContaining('one standard error'),
        ]);
        await press(']');
      }
    }
  });
});

describe('a ranking', () => {
  test('leads to the thing it names: a threat among the risks, a node on the map', async () => {
    const { press, state } = await driven();
    await press('tab', 'enter');
    expect([state().place.screen, state().chosen]).toEqual(['risks', { kind: 'threat', id: 'fault' }]);
    await press('1', 'tab', 'enter');
    expect([state().place.screen, state().chosen?.kind]).toEqual(['map', 'node']);
  });
});

describe('a node', () => {
  test('is told whole where its sheet has no room', async () => {
    const { press, state } = await driven();
    await press('3', 'w');
    const told = lines(state()).join('\n');
    for (const part of ['a year:', 'between it and harm:']) expect(told).toContain(part);
  });
});

test('a filter that leaves nothing names what begins alike', async () => {
  const { press, screen } = await driven();
  await press('2', '/', ...typing('switchng'));
  expect(screen()).toContain('Nothing matches `switchng`. esc clears it. Close: switching.');
});

describe('any figure', () => {
  test('of what is chosen stand first; another is found by its letters', async () => {
    const { press, state } = await driven();
    await press('4', 'a');
    expect(lines(state())[0]).toMatch(/^figure {3}threats\.fault\./);
    expect(lines(state()).slice(2)).toEqual([
      expect.stringMatching(/^▸ threats\.fault\.affects\.grid\.outage +8\.\.72 h$/),
      expect.stringMatching(/^ {2}threats\.fault\.occurs +every 1\.\.3 years$/),
    ]);
    await press('down', 'enter');
    expect(lines(state())[0]).toBe('threats.fault.occurs');
    await press('tab', 'ctrl-u', ...typing('opex'));
    expect(
      lines(state())
        .slice(2)
        .every((line) => line.includes('opex')),
    ).toBe(true);
    await press('ctrl-u', ...typing('zzz'));
    expect(lines(state())[2]).toContain('no figure has these letters');
  });
});

describe('what is played', () => {
  test('is changed in length and beginning; what cannot be read is said, and what is played stays', async () => {
    const { press, state } = await driven();
    await press('3', '/', ...typing('grid'), 'enter', 'f', 'c');
    expect(state().overlay?.id).toBe('cause');
    await press('ctrl-u', ...typing('5 hams'), 'enter');
    expect(lines(state()).join('\n')).toMatch(/hams/);
    const before = playbackSlot.of(state())?.view;
    expect(before?.cause).toMatchObject({ kind: 'node', node: 'grid' });
    await press('ctrl-u', ...typing('30 h'), 'tab', 'ctrl-u', ...typing('2027-13-01 08:00'), 'enter');
    expect(lines(state()).join('\n')).toMatch(/there is no day/);
    // Nobody who reads a screen wrote a command line, and what an overlay says stands nowhere else
    expect(lines(state()).join('\n')).not.toContain('--given');
    expect(
      state()
        .said.map(({ words }) => words)
        .join('\n'),
    ).not.toMatch(/hams|no day/);
    await press('ctrl-u', ...typing('2027-03-01 08:00'), 'enter');
    expect(state().overlay).toBeNull();
    const view = playbackSlot.of(state())?.view;
    expect(view?.cause).toEqual({ kind: 'node', node: 'grid', outage: '30 h', at: '2027-03-01 08:00' });
    expect(view?.begins).toBe('2027-03-01T08:00');
    const grid = view?.played.rows.find(({ node }) => node === 'grid');
    expect(grid?.stretches[0]).toMatchObject({ from: 0, to: 30 });
    await press('c', 'ctrl-u', ...typing('for ever'), 'enter');
    expect(playbackSlot.of(state())?.view?.cause).toMatchObject({ outage: 'forever' });
  });

  test('of a threat only its beginning is; of a future of a run nothing', async () => {
    const { press, state } = await driven();
    await press('4', 'f', 'c');
    expect(lines(state())[0]).toMatch(/^begins/);
    await press('esc', ':', ...typing('trial 0/0'), 'enter', 'c');
    expect(state().overlay).toBeNull();
    expect(state().said.at(-1)?.words).toContain('not now');
  });
});

describe('a cascade of which nobody says when it begins', () => {
  test('begins at the dearest hour that is found, says so, and offers the others with what they cost', async () => {
    const { press, state, screen } = await driven(SHOP);
    await press('3', '/', ...typing('power'), 'enter', 'f');
    const view = playbackSlot.of(state())?.view;
    expect(view?.begins).toBe('2027-01-01T06:00');
    expect(cascadeTab.aside?.(state())).toBe('power fails for 5 h, Fri 1 Jan 2027 06:00, dearest hour');
    expect(screen()).toContain('Hour 0.0 of 5.0: Fri 1 Jan 2027 06:00');
    await press('c');
    expect(lines(state()).join('\n')).toMatch(/▸ 2027-01-01 06:00 {2}Fri {2}£50/);
    expect(lines(state()).join('\n')).toMatch(/2027-01-01 00:00 {2}Fri {2}£0 {2}closed/);
    await press('tab', 'down', 'down', 'enter');
    const chosen = playbackSlot.of(state())?.view;
    expect(chosen?.begins).not.toBe('2027-01-01T06:00');
    // What it is no longer is not said of it, and the others are still offered
    expect(cascadeTab.aside?.(state())).not.toContain('dearest');
    expect(chosen?.tried).toHaveLength(view!.tried.length);
  });

  test('is asked for on its own tab, and is no empty screen where a model was opened there', async () => {
    const { press, state, screen, send, file } = await driven(SHOP);
    await press('3', ']');
    expect(screen()).toMatch(/Nothing is played yet\. f lets \S+ fail/);
    await press('f');
    expect(playbackSlot.of(state())?.view).not.toBeNull();
    await send({ kind: 'begin', file: { path: file, shown: 'shop.yaml' } });
    await press('3');
    expect(state().place.tabs['map']).toBe('map.tree');
  });
});

describe('why a limit stands as it does', () => {
  test('names the threats of the years that break it, with errors, once they are known', async () => {
    const { press, state } = await driven();
    await press('w');
    const text = lines(state()).join(' ');
    expect(text).toMatch(
      /Of what years that break it lose, by threat \(\d+ years of the run looked at again\): {2}fault: /,
    );
  });
});
