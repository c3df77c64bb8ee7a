/** Beside the questions of a first model: an example, and what becomes of the words when one leaves. */
import { wrap } from '../../report/text/wrap.ts';
import { leaving } from '../commands/everywhere.ts';
import { only } from '../commands/command.ts';
import { hasWords } from '../state/first-answers.ts';
import { firstOf, inOwnCurrency } from '../state/first-model.ts';
import { registered, type Overlay } from '../state/product.ts';
import { questions } from '../words/questions.ts';
import { wordsOverlay } from './words.ts';

export const firstExample: Overlay = registered(
  wordsOverlay({
    id: 'first-example',
    width: 76,
    lines: (state, width, theme) => {
      const question = questions[firstOf(state).at];
      if (question === undefined) return { title: 'An example', lines: [] };
      return {
        title: 'An example: a small railway',
        lines: [
          ...wrap(theme.words(question.asks('ticket sales')), width).map(theme.quiet),
          '',
          ...wrap(theme.words(inOwnCurrency(question.example, state)), width - 2, 2).map((line, index) =>
            index === 0 ? `> ${line}` : line,
          ),
          '',
          theme.quiet('What is understood:'),
          ...question.forms.map((form) => `  ${theme.words(inOwnCurrency(form, state))}`),
        ],
      };
    },
  }),
);

const leave: Overlay<null> = {
  id: 'first-leave',
  width: 62,
  view: (state) => ({
    title: 'Leave the first model?',
    foot: 'esc stays',
    lines: hasWords(state.first)
      ? [
          'Nothing of it is written into a file yet.',
          '',
          'k  keep the words for the next time, and leave',
          'd  throw them away, and leave',
        ]
      : ['Nothing has been written yet.', '', 'k  leave'],
  }),
  take: (state, _own, message) => {
    if (message.kind !== 'key') return only(state);
    const closed = { ...state, overlay: null };
    if (message.key === 'k' || message.key === 'enter') return leaving(closed, 0);
    if (message.key === 'd' && hasWords(state.first)) return leaving({ ...closed, first: null }, 0);
    return only(state);
  },
  keys: (state) => [
    { key: 'k', words: hasWords(state.first) ? 'keep them and leave' : 'leave' },
    ...(hasWords(state.first) ? [{ key: 'd', words: 'throw them away' }] : []),
    { key: 'esc', words: 'stay' },
  ],
};

export const firstLeave: Overlay = registered(leave);
