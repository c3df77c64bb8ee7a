/** Changes what is played: how long it is out, and when it begins. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { only, type Next } from '../commands/command.ts';
import { cut } from '../draw/text.ts';
import type { PlayCause } from '../../study/play/play-cause.ts';
import { edited, fieldOf, pasted, type Field } from '../keys/field.ts';
import { ask } from '../state/answers.ts';
import { playbackSlot } from '../state/map.ts';
import { heardInstead } from '../state/playing.ts';
import { registered, type Overlay } from '../state/product.ts';
import type { State } from '../state/state.ts';
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

const partsOf = (cause: Changeable | null): readonly Part[] => (cause?.kind === 'threat' ? ['at'] : ['outage', 'at']);

function askingOf(own: Asking | null, cause: Changeable | null): Asking {
  if (own !== null) return own;
  const outage = cause === null || cause.kind === 'threat' ? '' : cause.outage;
  return {
    outage: fieldOf(outage),
    at: fieldOf(cause?.at ?? ''),
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
    return {
      title: theme.words(titleOf(cause)),
      foot: `enter plays it ${theme.glyphs.dot} ${parts.length > 1 ? `tab next field ${theme.glyphs.dot} ` : ''}esc leaves it`,
      lines: [
        ...(parts.includes('outage') ? [line('out for', 'outage')] : []),
        line('begins', 'at'),
        '',
        ...(own.problem === '' ? [] : wrap(theme.words(printable(own.problem)), width).map(theme.bad)),
        ...(parts.includes('outage') ? [theme.quiet('out for  11 h, 8..72 h, 3 days, for ever')] : []),
        theme.quiet(theme.words(`begins   ${dayOf(state)} 08:00, or empty for the first hour`)),
      ].slice(0, height),
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
      case 'tab':
      case 'shift-tab':
      case 'up':
      case 'down': {
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
    if (said.kind === 'failed') return keep(state, { ...given, request: null, problem: said.words });
    const cause = changeableCause(state);
    return said.kind === 'played' && cause !== null
      ? heardInstead({ ...state, overlay: null }, causeOf(cause, given), message)
      : null;
  },
  keys: (state) => [
    { key: 'enter', words: 'play it' },
    ...(partsOf(changeableCause(state)).length > 1 ? [{ key: 'tab', words: 'next field' }] : []),
  ],
};

/** A day within the horizon. */
const dayOf = ({ model }: State): string => model?.starts.slice(0, 10) ?? '';

export const causeOverlay: Overlay = registered(overlay);
