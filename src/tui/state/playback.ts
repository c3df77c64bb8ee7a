/** A cascade as it is played: which one, and at which hour. */
import type { AskedCause, PlayedView, RangesView } from '../host/study-messages.ts';
import { toldEvents, type ToldEvent } from '../words/event-words.ts';

export interface Playback {
  readonly asked: AskedCause;
  /** The model and the changes under which it is played. */
  readonly key: string;
  readonly future: number;
  /** Numbers of the questions whose answers are waited for. */
  readonly playRequest: number | null;
  readonly rangesRequest: number | null;
  readonly view: PlayedView | null;
  /** The key of the view. */
  readonly viewKey: string;
  readonly ranges: RangesView | null;
  /** Hours after the beginning. */
  readonly hour: number;
  /** While it plays: when it last moved on [ms]. */
  readonly playingSince: number | null;
  /** Hours a second. */
  readonly speed: number;
  readonly failure: string | null;
}

/** Milliseconds between two pictures of what plays. */
export const FRAME = 100;
const SLOWEST = 1 / 60;
const FASTEST = 720;

export const newPlayback = (asked: AskedCause): Playback => ({
  asked,
  key: '',
  future: 0,
  playRequest: null,
  rangesRequest: null,
  view: null,
  viewKey: '',
  ranges: null,
  hour: 0,
  playingSince: null,
  speed: 1,
  failure: null,
});

const told = new WeakMap<PlayedView, readonly ToldEvent[]>();

/** What is told of a future; worked out once. */
export function eventsOf(view: PlayedView): readonly ToldEvent[] {
  const known = told.get(view);
  if (known !== undefined) return known;
  const events = toldEvents(view.played.events);
  told.set(view, events);
  return events;
}

/** Hours closer than this are one. */
const SAME = 1e-6;

/** The first hour behind the present one at which something happens, or the end; null at the end. */
export function nextHour({ view, hour }: Playback): number | null {
  if (view === null) return null;
  const next = eventsOf(view).find((event) => event.hour > hour + SAME)?.hour ?? view.played.hours;
  return next > hour + SAME ? next : null;
}

/** The last hour before the present one at which something happens, or the beginning; null at the beginning. */
export function hourBefore({ view, hour }: Playback): number | null {
  if (view === null || hour <= SAME) return null;
  return eventsOf(view).findLast((event) => event.hour < hour - SAME)?.hour ?? 0;
}

/** What has happened last by the present hour; -1 for nothing. */
export const lastEvent = (view: PlayedView, hour: number): number =>
  eventsOf(view).findLastIndex((event) => event.hour <= hour + SAME);

/** At another hour; it stands still. */
export const atHour = (playback: Playback, hour: number): Playback => ({ ...playback, hour, playingSince: null });

/** As time goes on; it stops at the end. */
export function advanced(playback: Playback, now: number): Playback {
  const { playingSince, view, speed, hour } = playback;
  if (playingSince === null || view === null || now <= playingSince) return playback;
  const next = hour + (speed * (now - playingSince)) / 1000;
  const end = view.played.hours;
  return next >= end ? { ...playback, hour: end, playingSince: null } : { ...playback, hour: next, playingSince: now };
}

export const slower = (playback: Playback): Playback => ({ ...playback, speed: Math.max(SLOWEST, playback.speed / 2) });
export const faster = (playback: Playback): Playback => ({ ...playback, speed: Math.min(FASTEST, playback.speed * 2) });
