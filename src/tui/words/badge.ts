/** The verdict in at most 27 columns, in the words of the report. */
import type { LimitStatus } from '../../results/scenario-result.ts';
import { counted } from '../../results/format/count.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { Figures, State } from '../state/state.ts';
import type { Paint } from '../../report/text/style.ts';
import { allOf } from '../../report/run/verdict.ts';
import { isWithoutThreats, judged, limitsNow, type LimitNow } from './looks.ts';

const ORDER: readonly LimitStatus[] = ['outside', 'not resolved', 'at margin', 'within'];

const WORDS: Readonly<Record<LimitStatus, string>> = {
  outside: 'OUTSIDE',
  'not resolved': 'NOT RESOLVED',
  'at margin': 'AT MARGIN',
  within: 'WITHIN',
};

export function markOf(status: LimitStatus | null, { glyphs }: Theme): string {
  switch (status) {
    case null:
      return glyphs.running;
    case 'within':
      return glyphs.within;
    case 'outside':
      return glyphs.outside;
    case 'at margin':
      return glyphs.margin;
    case 'not resolved':
      return glyphs.unresolved;
  }
}

export function statusPaintOf(status: LimitStatus | null, theme: Theme): Paint {
  switch (status) {
    case null:
    case 'not resolved':
      return theme.quiet;
    case 'within':
      return theme.good;
    case 'outside':
      return theme.bad;
    case 'at margin':
      return theme.doubtful;
  }
}

/** The mark before its word; left out where the word alone is read aloud. */
const marked = (mark: string, words: string, theme: Theme): string => (isSpoken(theme) ? words : `${mark} ${words}`);

const countOf = (limits: readonly LimitNow[], status: LimitStatus): number =>
  limits.filter((limit) => limit.status === status).length;

const gravestOf = (limits: readonly LimitNow[]): LimitStatus | null =>
  ORDER.find((status) => countOf(limits, status) > 0) ?? null;

/** `OUTSIDE: 5 of 7 limits`, as far as there is room. */
function settledWords(limits: readonly LimitNow[], worst: LimitStatus): string {
  const count = countOf(limits, worst);
  if (worst === 'within' && count === limits.length) return `WITHIN: ${allOf(limits.length).toLowerCase()}`;
  const words = `${WORDS[worst]}: ${count} of ${limits.length}`;
  return worst === 'outside' || worst === 'within' ? `${words} ${limits.length === 1 ? 'limit' : 'limits'}` : words;
}

/** `✗ 3 of 7, 2 ≈`: of two that are set side by side. */
function shortWords(limits: readonly LimitNow[], theme: Theme): string {
  const worst = gravestOf(limits);
  if (worst === null) return theme.glyphs.running;
  const margin = countOf(limits, 'at margin');
  const also = worst === 'outside' && margin > 0 ? `, ${margin} ${theme.glyphs.margin}` : '';
  const isAll = worst === 'within' && countOf(limits, 'within') === limits.length;
  const count = isAll ? `all ${limits.length}` : `${countOf(limits, worst)} of ${limits.length}`;
  return statusPaintOf(worst, theme)(`${markOf(worst, theme)} ${count}${also}`);
}

function ofToday(limits: readonly LimitNow[], figures: Figures, theme: Theme): string {
  const worst = gravestOf(limits);
  const isSettled = limits.every((limit) => limit.isSettled);
  if (worst === null) return theme.quiet(marked(theme.glyphs.running, 'running', theme));
  const count = countOf(limits, worst);
  if (figures.isOld) {
    return theme.quiet(`old: ${marked(markOf(worst, theme), `${WORDS[worst]} ${count} of ${limits.length}`, theme)}`);
  }
  if (!isSettled) {
    return theme.quiet(marked(theme.glyphs.running, `looks ${WORDS[worst]}, ${count} of ${limits.length}`, theme));
  }
  return statusPaintOf(worst, theme)(marked(markOf(worst, theme), settledWords(limits, worst), theme));
}

/** The verdict, painted. Empty where no model is open. */
export function badge(state: State, theme: Theme): string {
  const { model, problems, today, changed, whatIf } = state;
  if (problems.length > 0) {
    return theme.bad(marked(theme.glyphs.outside, `the model has ${counted(problems.length, 'fault')}`, theme));
  }
  if (model === null) return '';
  if (model.limits.length === 0) return theme.quiet('no limits in the model');
  if (today === null) return '';
  if (isWithoutThreats(state)) return theme.quiet('no threats in the model');
  const limits = limitsNow(today, model.limits);
  if (judged(limits).length === 0) return theme.quiet('no losses in the model');
  if (whatIf.changes.length === 0 || changed === null) return ofToday(limits, today, theme);
  const withIt = limitsNow(changed, model.limits);
  const [before, after] = [shortWords(limits, theme), shortWords(withIt, theme)];
  const isMoving = after !== theme.glyphs.running && !withIt.every((limit) => limit.isSettled);
  if (isSpoken(theme)) return `today ${before}; what-if ${isMoving ? 'looks ' : ''}${after}`;
  return `${before} ${theme.glyphs.arrow} ${isMoving ? theme.quiet(theme.glyphs.running) : ''}${after}`;
}
