import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Host, HostRequest, HostSaid } from '../../../src/tui/host/messages.ts';
import { openHost } from '../../../src/tui/host/link.ts';
import { until } from '../../fixtures/until.ts';
import { modelIn } from './host-of.ts';

const fixture = (name: string): URL => pathToFileURL(path.join(import.meta.dirname, name));

function linkTo(entry?: URL): { readonly host: Host; readonly said: HostSaid[] } {
  const said: HostSaid[] = [];
  const host = openHost((one) => void said.push(one), entry);
  onTestFinished(() => host.close());
  return { host, said };
}

const answer = (id: number, trials: number): HostRequest => ({
  id,
  kind: 'answer',
  changes: [],
  target: { kind: 'trials', trials },
});

test('the built thread opens a model, runs it, and stops a long run soon after it is cancelled', async () => {
  const { host, said } = linkTo();
  const has = (kind: HostSaid['kind'], id: number) =>
    until(() => said.some((one) => one.kind === kind && one.id === id));
  host.ask({ id: 1, kind: 'open', file: modelIn() });
  host.ask(answer(2, 1024));
  await has('done', 2);
  host.ask(answer(3, 50_000_000));
  await has('pulse', 3);
  const pulses = said.length;
  host.cancel(3);
  await has('stopped', 3);
  // Ten pulses a second: not one more was due
  expect(said.length - pulses).toBeLessThanOrEqual(3);
  host.ask({ ...answer(4, 1024), urgency: 'idle' });
  await has('done', 4);
  expect(said.some(({ kind }) => kind === 'failed')).toBe(false);
});

test('a thread that dies fails what was open, in words, and is started again with the file open', async () => {
  const { host, said } = linkTo(fixture('dying-host.mjs'));
  host.ask({ id: 1, kind: 'open', file: 'model.yaml' });
  await until(() => said.some(({ kind }) => kind === 'done'));
  host.ask(answer(2, 1));
  await until(() => said.some(({ kind, id }) => kind === 'failed' && id === 2));
  expect(said.at(-1)).toMatchObject({ words: 'the simulation ended: Error: it fell over' });
  host.ask(answer(3, 2));
  await until(() => said.some(({ kind, id }) => kind === 'exported' && id === 3));
  expect(said.at(-1)).toMatchObject({ text: 'opened: -1 model.yaml' });
});

const told = (said: readonly HostSaid[], of: number): string[] =>
  said.flatMap((one) => (one.id === of && one.kind === 'exported' ? [one.text] : []));

test('a run stands still while a node is played, and goes on afterwards', async () => {
  const { host, said } = linkTo(fixture('told-host.mjs'));
  host.ask(answer(1, 1024));
  host.ask({ id: 2, kind: 'card', changes: [], node: 'till' });
  await until(() => told(said, 1).length === 3);
  expect(told(said, 1)).toEqual(['resume', 'pause', 'resume']);
});

test('rings stand still while what-ifs are compared, and while anything is asked for', async () => {
  const { host, said } = linkTo(fixture('told-host.mjs'));
  host.ask({ id: 1, kind: 'rings', changes: [], urgency: 'idle' });
  host.ask({ id: 2, kind: 'compare', rows: [], trials: 1, urgency: 'idle' });
  await until(() => told(said, 1).length === 3);
  host.ask(answer(3, 1024));
  await until(() => told(said, 1).length === 4);
  expect(told(said, 1)).toEqual(['resume', 'pause', 'resume', 'pause']);
});

test('what is cancelled is said to have stopped at once, whatever its thread is in the middle of; nothing more is heard of it', async () => {
  const { host, said } = linkTo(fixture('told-host.mjs'));
  host.ask(answer(1, 1024));
  await until(() => told(said, 1).length === 1);
  host.cancel(1);
  await until(() => said.some(({ kind, id }) => kind === 'stopped' && id === 1));
  host.ask({ id: 2, kind: 'card', changes: [], node: 'till' });
  await until(() => said.some(({ kind, id }) => kind === 'done' && id === 2));
  expect(told(said, 1)).toEqual(['resume']);
});
