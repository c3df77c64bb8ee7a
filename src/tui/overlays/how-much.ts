/** How much to run, and on how many threads. */
import { askChanged, askToday } from '../state/answers.ts';
import { only, both, type Next } from '../commands/command.ts';
import { edited, fieldOf, pasted } from '../keys/field.ts';
import type { Target } from '../host/messages.ts';
import { registered, type Overlay } from '../state/product.ts';
import { shownFigures, type State } from '../state/state.ts';
import { wholeNumber } from '../../results/format/count.ts';
import { moreToSettle } from '../words/looks.ts';

interface Asked {
  /** 0 how much, 1 threads. */
  readonly field: number;
  readonly until: number;
  readonly trials: string;
  /** 0: those that run now. */
  readonly workers: number;
}

const FIRST: Asked = { field: 0, until: 0, trials: '1m', workers: 0 };
const WAYS = ['every limit is settled', '2% of the worst 1% is known', 'so many trials', 'as much as `ringfence run`'];

/** `4m`, `250k`, `250,000`; null for what is no number of trials. */
export function trialsIn(text: string): number | null {
  const [, digits, unit] = /^\s*(\d[\d,]*(?:\.\d+)?)\s*([km]?)\s*$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const factor = unit?.toLowerCase() === 'm' ? 1e6 : unit?.toLowerCase() === 'k' ? 1e3 : 1;
  const trials = Math.round(Number(digits.replaceAll(',', '')) * factor);
  return trials >= 1 && trials <= 1e9 ? trials : null;
}

function targetOf({ until, trials }: Asked): Target | null {
  if (until === 0) return { kind: 'settled' };
  if (until === 1) return { kind: 'until', text: '2% of tvar99' };
  if (until === 3) return { kind: 'enough' };
  const count = trialsIn(trials);
  return count === null ? null : { kind: 'trials', trials: count };
}

function run(state: State, asked: Asked): Next {
  const target = targetOf(asked);
  if (target === null) return only(state);
  const workers = asked.workers === 0 ? state.workers : asked.workers;
  const closed: State = { ...state, overlay: null, workers };
  const told: Next = workers === state.workers ? only(closed) : [closed, [{ kind: 'workers', workers }]];
  return both(told, (next) =>
    next.whatIf.changes.length > 0 && !next.showsToday ? askChanged(next, target, true) : askToday(next, target, true),
  );
}

const overlay: Overlay<Asked | null> = {
  id: 'how-much',
  width: 70,
  view: (state, own, _width, _height, theme) => {
    const asked = own ?? FIRST;
    const figures = shownFigures(state);
    const more = figures === null ? null : moreToSettle(figures);
    const notes = [
      more === null ? '' : `${wholeNumber(more)} trials more`,
      '',
      `${asked.trials}${asked.field === 0 && asked.until === 2 ? theme.glyphs.caret : ''}${trialsIn(asked.trials) === null ? '  such as 4m, 250k' : ''}`,
      '',
    ];
    const mark = (isOn: boolean): string => (isOn ? '(x)' : '( )');
    const cursor = (field: number): string => (asked.field === field ? theme.glyphs.cursor : ' ');
    const ways = WAYS.map((way, index) => {
      const label = index === 0 ? `${cursor(0)} until  ` : '         ';
      const line = `${label} ${mark(asked.until === index)} ${way.padEnd(30)} ${theme.quiet(notes[index] ?? '')}`;
      return asked.field === 0 && asked.until === index ? theme.heading(line) : line;
    });
    const workers = asked.workers === 0 ? state.workers : asked.workers;
    return {
      title: 'How much',
      foot: `enter runs${theme.glyphs.separator}tab next field${theme.glyphs.separator}esc closes`,
      lines: [
        ...ways,
        `${cursor(1)} threads  ${workers}  ${theme.quiet('left and right change it')}`,
        `  seed     ${state.model?.seed ?? ''}`,
      ],
    };
  },
  take: (state, own, message) => {
    const asked = own ?? FIRST;
    const keep = (next: Asked): Next => only({ ...state, overlay: { id: 'how-much', own: next } });
    const typing = asked.field === 0 && asked.until === 2;
    if (message.kind === 'text')
      return typing ? keep({ ...asked, trials: pasted(fieldOf(asked.trials), message.text).text }) : only(state);
    switch (message.key) {
      case 'enter':
        return run(state, asked);
      case 'tab':
      case 'shift-tab':
        return keep({ ...asked, field: 1 - asked.field });
      case 'down':
      case 'up': {
        if (asked.field !== 0) return only(state);
        const until = Math.max(0, Math.min(WAYS.length - 1, asked.until + (message.key === 'down' ? 1 : -1)));
        return until === asked.until ? only(state) : keep({ ...asked, until });
      }
      case 'left':
      case 'right': {
        if (asked.field !== 1) return only(state);
        const now = asked.workers === 0 ? state.workers : asked.workers;
        const workers = Math.max(1, Math.min(state.workers + 8, now + (message.key === 'right' ? 1 : -1)));
        return workers === now ? only(state) : keep({ ...asked, workers });
      }
      default: {
        if (!typing) return only(state);
        const field = fieldOf(asked.trials);
        const next = edited(field, message.key);
        return next.text === field.text ? only(state) : keep({ ...asked, trials: next.text });
      }
    }
  },
  keys: () => [
    { key: 'enter', words: 'run' },
    { key: 'tab', words: 'next field' },
    { key: 'down', words: 'choose' },
  ],
};

export const howMuch: Overlay = registered(overlay);
