/** How long each part of a page may take. */
import type { PartName } from '../results/report-document.ts';

/** The parts in their order, each with the share of the time that is left when it begins. */
const SHARES: Readonly<Record<PartName, number>> = {
  run: 0.2,
  doughnut: 0.5,
  snowball: 0.5,
  comparison: 0.5,
  sensitivity: 0.9,
};

export interface PartStops {
  /** What stops a part that begins now: an interrupt of all, or its time. */
  of(part: PartName): AbortSignal;
  /** No part is stopped any more. */
  release(): void;
}

/** @param milliseconds For all parts together; null without a bound. */
export function partStops(milliseconds: number | null, interrupt: AbortSignal): PartStops {
  if (milliseconds === null) return { of: () => interrupt, release: () => undefined };
  const end = performance.now() + milliseconds;
  const timers = new Set<NodeJS.Timeout>();
  return {
    of: (part) => {
      const time = new AbortController();
      const left = Math.max(0, end - performance.now());
      // A signal of `AbortSignal.timeout` that only `any` knows may be collected before it comes
      timers.add(setTimeout(() => time.abort(new Error('time is up')), left * SHARES[part]));
      return AbortSignal.any([interrupt, time.signal]);
    },
    release: () => timers.forEach(clearTimeout),
  };
}
