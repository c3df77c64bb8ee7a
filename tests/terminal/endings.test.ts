import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { until } from '../fixtures/until.ts';
import { MODEL } from '../tui/host/host-of.ts';
import { joinedFaultyProgram } from './faulty.ts';
import { assertRestored, gone, hasTmux, openTerminal, PROGRAM, type Terminal } from './terminal.ts';

/** A model none of whose portfolios is the what-if: what has a name in the file is not asked for on the way out. */
const WORKS = MODEL.replace('careful: { guard: night }', 'careful: { guard: day-and-night }');

/** A terminal in which a model of its folder is open, and a control has been moved. */
async function withWhatIf(command = `node ${PROGRAM} works.yaml; echo "status $?"`): Promise<Terminal> {
  const terminal = openTerminal();
  writeFileSync(path.join(terminal.folder, 'works.yaml'), WORKS);
  terminal.type(command);
  await terminal.shows('[1 Overview]');
  await terminal.shows('A big');
  terminal.press('2');
  await terminal.shows('[Controls]');
  terminal.press('Right');
  await terminal.shows(/what-if\*1/);
  return terminal;
}

const keptOf = (terminal: Terminal): unknown =>
  JSON.parse(readFileSync(path.join(terminal.folder, 'state/ringfence/state.json'), 'utf8')).files[0].changes;

const CHANGE = { kind: 'level', control: 'guard', from: 'none', to: 'night' };

describe.skipIf(!hasTmux)('however the program ends, the terminal is restored and the what-if kept', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
  ] as const)('%s: the shell hears of it', async (signal, status) => {
    const terminal = await withWhatIf();
    process.kill(terminal.pid(), signal);
    if (signal === 'SIGINT') {
      // The shell itself gives up a line that was interrupted
      await terminal.ended();
    } else {
      await terminal.shows(`status ${status}`);
    }
    await assertRestored(terminal);
    expect(keptOf(terminal)).toMatchObject([CHANGE]);
  });

  test('ctrl-c twice leaves; the shell goes on with its line', async () => {
    const terminal = await withWhatIf();
    terminal.press('C-c');
    await terminal.shows(/ctrl-c again leaves/);
    terminal.press('C-c', 'C-c');
    await terminal.shows('status 130');
    await assertRestored(terminal);
    expect(keptOf(terminal)).toMatchObject([CHANGE]);
  });

  test('q asks when something is not saved: esc stays, k keeps it for the next time', async () => {
    const terminal = await withWhatIf();
    terminal.press('q');
    await terminal.shows('Leave without saving?');
    terminal.press('Escape');
    await terminal.shows(/next: .*: all/);
    terminal.press('q');
    await terminal.shows('Leave without saving?');
    terminal.press('k');
    await terminal.shows('status 0');
    await assertRestored(terminal);
    expect(keptOf(terminal)).toMatchObject([CHANGE]);
    terminal.type(`node ${PROGRAM} works.yaml`);
    await terminal.shows('a what-if of one change, kept from last time, is on top');
  });

  test('killed at once: what was done before it rested is kept', async () => {
    const terminal = await withWhatIf();
    const state = path.join(terminal.folder, 'state/ringfence/state.json');
    await until(() => existsSync(state) && JSON.stringify(keptOf(terminal)).includes('night'));
    process.kill(terminal.pid(), 'SIGKILL');
    await terminal.shows('status 137');
    expect(keptOf(terminal)).toMatchObject([CHANGE]);
  });

  test('q, then s: it is saved, and the program leaves', async () => {
    const terminal = await withWhatIf();
    terminal.press('q');
    await terminal.shows('s  save it, then leave');
    terminal.press('s');
    await terminal.shows(/next: . write it and leave/);
    terminal.press('Enter');
    await terminal.shows('status 0');
    await assertRestored(terminal);
    expect(readFileSync(path.join(terminal.folder, 'works.yaml'), 'utf8')).toContain('guard-night: { guard: night }');
    expect(keptOf(terminal)).toEqual([]);
  });

  test('the terminal is closed: the process ends', async () => {
    const terminal = await withWhatIf();
    const pid = terminal.pid();
    terminal.close();
    await gone(pid);
    expect(keptOf(terminal)).toMatchObject([CHANGE]);
  });

  test('the terminal is closed, and no signal tells of it', async () => {
    // In a session of its own, to which the terminal does not belong
    const terminal = await withWhatIf(`setsid -w node ${PROGRAM} works.yaml`);
    const pid = Number(readFileSync(`/proc/${terminal.pid()}/task/${terminal.pid()}/children`, 'utf8'));
    terminal.close();
    await gone(pid);
    expect(keptOf(terminal)).toMatchObject([CHANGE]);
  });
});

describe.skipIf(!hasTmux)('where the program itself is at fault', () => {
  let faulty = '';
  beforeAll(async () => {
    faulty = await joinedFaultyProgram();
  });

  test.each([
    ['X', 'update'],
    ['D', 'draw'],
    ['P', 'a promise'],
  ])(
    '%s throws in %s: the terminal is restored, the words stand once, status 3, the what-if is kept',
    async (key, where) => {
      const terminal = openTerminal(100, 40);
      writeFileSync(path.join(terminal.folder, 'works.yaml'), WORKS);
      terminal.type(`node ${faulty} works.yaml; echo "status $?"`);
      await terminal.shows('[1 Overview]');
      await terminal.shows('A big');
      terminal.press('2', 'Right');
      await terminal.shows(/what-if\*1/);
      terminal.press(key);
      const said = await terminal.shows('status 3');
      expect(said.match(/Ringfence is at fault, not your model\./g)).toHaveLength(1);
      expect(said).toContain(`Error: planted in ${where}`);
      await assertRestored(terminal);
      expect(keptOf(terminal)).toMatchObject([CHANGE]);
    },
  );

  test('N throws in a panel: the rest goes on', async () => {
    const terminal = openTerminal();
    terminal.type(`node ${faulty}; echo "status $?"`);
    await terminal.shows('[Open a model]');
    terminal.press('N');
    await terminal.shows('this panel failed: planted in a panel');
    terminal.press('q');
    await terminal.shows('status 0');
    await assertRestored(terminal);
  });
});
