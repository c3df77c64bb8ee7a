/** Changes what is played: how long it is out, and when it begins. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { only, type Next } from '../commands/command.ts';
import { firstInSight } from '../draw/table.ts';
import { cut } from '../draw/text.ts';
import type { ModelView } from '../host/model-view.ts';
import { hoursAfter } from '../../model/time/date-time.ts';
import { weekdayOf } from '../../results/format/date.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money } from '../../results/format/money.ts';
import type { PlayCause } from '../../study/play/play-cause.ts';
import { edited, fieldOf, pasted, type Field } from '../keys/field.ts';
import { ask } from '../state/answers.ts';
import { playbackSlot } from '../state/map.ts';
import { heardInstead } from '../state/playing.ts';
import { registered, type Overlay } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { isOneDearest } from '../words/play-words.ts';
import { shownChanges } from '../state/study.ts';

/** What can be changed: a future of a run stands as it is. */
type Changeable = Exclude<PlayCause, { readonly kind: 'trial' }>;
type Part = 'outage' | 'at';

interface Asking {
  readonly outage: Field;
  readonly at: Field;
  readonly part: Part;
  readonly request: number | null;
  readonly problem: string;
}

const changeableCause = (state: State): Changeable | null => {
  const cause = playbackSlot.of(state)?.view?.cause ?? null;
  return cause === null || cause.kind === 'trial' ? null : cause;
};

/** A beginning that is offered: the date as it is written, and what there is to say of it. */
interface Offered {
  readonly text: string;
  readonly words: string;
}

const written = (date: string): string => date.replace('T', ' ');

/** Whether a date lies in the horizon. */
const isWithin = (date: string, { starts, horizonHours }: ModelView): boolean => {
  const hours = hoursAfter(starts, date);
  return hours >= 0 && hours < horizonHours;
};

/** Beginnings to choose from: each hour of the calendar that was tried, with what it costs, the dearest first; now, where the model has it. */
function offered(state: State): readonly Offered[] {
  const { model } = state;
  const tried = playbackSlot.of(state)?.view?.tried ?? [];
  if (model === null) return [];
  const isOne = isOneDearest(tried);
  const hours = tried
    .toSorted((a, b) => b.loss.value - a.loss.value || (a.date < b.date ? -1 : 1))
    .map(({ date, names, loss }): Offered => {
      const cost = isOne ? `  ${doubted(money(loss.value, model.currency, loss.standardError), loss)}` : '';
      return {
        text: written(date),
        words: `${weekdayOf(date)}${cost}${names.length === 0 ? '' : `  ${names.join(', ')}`}`,
      };
    });
  const now = new Date(state.startedAt + state.now).toISOString().slice(0, 16);
  return [...hours, ...(isWithin(now, model) ? [{ text: written(now), words: `${weekdayOf(now)}  now` }] : [])];
}

const partsOf = (cause: Changeable | null): readonly Part[] => (cause?.kind === 'threat' ? ['at'] : ['outage', 'at']);

function askingOf(own: Asking | null, cause: Changeable | null): Asking {
  if (own !== null) return own;
  const outage = cause === null || cause.kind === 'threat' ? '' : cause.outage;
  return {
    outage: fieldOf(outage),
    at: fieldOf(written(cause?.at ?? '')),
    part: partsOf(cause)[0] ?? 'at',
    request: null,
    problem: '',
  };
}

/** The cause as it is written. */
function causeOf(cause: Changeable, own: Asking): Changeable {
  const at = own.at.text.trim();
  const when = at === '' ? { at: undefined } : { at };
  if (cause.kind === 'threat') return { ...cause, ...when };
  const outage = own.outage.text.trim().replace(/^for ever$/i, 'forever');
  return { ...cause, outage: outage === '' ? cause.outage : outage, ...when };
}

const keep = (state: State, own: Asking): Next => only({ ...state, overlay: { id: 'cause', own } });

function asked(state: State, own: Asking, cause: Changeable): Next {
  const next: Asking = { ...own, request: state.nextRequest, problem: '' };
  return ask(
    { ...state, overlay: { id: 'cause', own: next } },
    { kind: 'play', changes: shownChanges(state), cause: causeOf(cause, own), future: 0 },
  );
}

/** The beginning `by` further among those that are offered. */
function otherBeginning(state: State, own: Asking, by: number): Next {
  const all = offered(state);
  const at = all.findIndex(({ text }) => text === own.at.text.trim());
  const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))];
  return next === undefined || next.text === own.at.text
    ? only(state)
    : keep(state, { ...own, at: fieldOf(next.text), problem: '' });
}

const TITLES = { node: 'fails', nodes: 'fail', threat: 'happens' } as const;

function titleOf(cause: Changeable | null): string {
  if (cause === null) return 'Nothing is played';
  const what = cause.kind === 'node' ? cause.node : cause.kind === 'threat' ? cause.threat : cause.nodes.join(', ');
  return `How ${printable(what)} ${TITLES[cause.kind]}`;
}

const overlay: Overlay<Asking | null> = {
  id: 'cause',
  width: 64,
  view: (state, given, width, height, theme) => {
    const cause = changeableCause(state);
    const own = askingOf(given, cause);
    const line = (name: string, part: Part): string => {
      const { text, caret } = own[part];
      const mark = own.part === part ? theme.glyphs.caret : '';
      return cut(
        `${name.padEnd(9)}${theme.words(text.slice(0, caret))}${mark}${theme.words(text.slice(caret))}`,
        width,
      );
    };
    const parts = partsOf(cause);
    const hours = offered(state);
    const chosen = hours.findIndex(({ text }) => text === own.at.text.trim());
    const said = own.problem === '' ? [] : wrap(theme.words(printable(own.problem)), width).map(theme.bad);
    const fields = [
      ...(parts.includes('outage') ? [line('out for', 'outage')] : []),
      line('begins', 'at'),
      '',
      ...said,
    ];
    const forms = [
      ...(parts.includes('outage') ? [`out for  11 h, 8..72 h, 3 days, for ever`] : []),
      `begins   ${dayOf(state)} 08:00; empty: the dearest hour`,
    ].map((text) => theme.quiet(cut(theme.words(text), width)));
    const room = Math.max(0, height - fields.length - forms.length - 1);
    const first = firstInSight(hours.length, Math.max(0, chosen), room);
    const list = hours.slice(first, first + room).map(({ text, words }, k) => {
      const isChosen = first + k === chosen;
      const shown = cut(
        `${isChosen ? theme.glyphs.cursor : ' '} ${text}  ${theme.words(printable(words))}`,
        width,
        theme.glyphs.ellipsis,
      );
      return isChosen ? theme.heading(shown) : shown;
    });
    const { separator } = theme.glyphs;
    const choose = own.part === 'at' && hours.length > 0 ? `up, down choose${separator}` : '';
    return {
      title: theme.words(titleOf(cause)),
      foot: `enter plays it${separator}${choose}${parts.length > 1 ? `tab next field${separator}` : ''}esc leaves it`,
      lines: [...fields, ...(list.length === 0 ? [] : [...list, '']), ...forms].slice(0, height),
    };
  },
  take: (state, given, message) => {
    const cause = changeableCause(state);
    const own = askingOf(given, cause);
    const withField = (field: Field): Next =>
      field === own[own.part] ? only(state) : keep(state, { ...own, [own.part]: field, problem: '' });
    if (message.kind === 'text') return withField(pasted(own[own.part], message.text));
    switch (message.key) {
      case 'enter':
        return cause === null ? only(state) : asked(state, own, cause);
      case 'up':
      case 'down':
        if (own.part === 'at') return otherBeginning(state, own, message.key === 'up' ? -1 : 1);
        return keep(state, { ...own, part: 'at' });
      case 'tab':
      case 'shift-tab': {
        const parts = partsOf(cause);
        const part = parts[(parts.indexOf(own.part) + 1) % parts.length];
        return part === undefined || part === own.part ? only(state) : keep(state, { ...own, part });
      }
      default:
        return withField(edited(own[own.part], message.key));
    }
  },
  hear: (state, given, message) => {
    if (message.kind !== 'host' || given === null || message.said.id !== given.request) return null;
    const { said } = message;
    if (said.kind === 'failed' || said.kind === 'unplayed')
      return keep(state, { ...given, request: null, problem: said.words });
    const cause = changeableCause(state);
    return said.kind === 'played' && cause !== null
      ? heardInstead({ ...state, overlay: null }, causeOf(cause, given), message)
      : null;
  },
  keys: (state) => [
    { key: 'enter', words: 'play it' },
    ...(offered(state).length > 0 ? [{ key: 'down', words: 'another hour' }] : []),
    ...(partsOf(changeableCause(state)).length > 1 ? [{ key: 'tab', words: 'next field' }] : []),
  ],
};

/** A day within the horizon. */
const dayOf = ({ model }: State): string => model?.starts.slice(0, 10) ?? '';

export const causeOverlay: Overlay = registered(overlay);
