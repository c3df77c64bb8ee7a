/** Why, how sure, messages. */
import { clockTime } from '../words/clock-time.ts';
import { sureness } from '../../report/run/sureness.ts';
import { wrap } from '../../report/text/wrap.ts';
import { runWords } from '../words/run-words.ts';
import { only, withEffects } from '../commands/command.ts';
import { focusOf, goTo, tabOf } from '../state/navigation.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import { shownAnswer } from '../state/state.ts';
import { sceneOf } from '../words/scene.ts';
import { wordsLines, wordsOverlay } from './words.ts';

export const whyOverlay = (whole: () => Product): Overlay =>
  registered(
    wordsOverlay({
      id: 'why',
      width: 76,
      lines: (state, width, theme) => {
        const words = focusOf(tabOf(whole(), state), state)?.why?.(state) ?? null;
        if (words === null) return { title: 'Why', lines: ['Nothing is chosen.'] };
        return { title: theme.words(words.title), lines: wordsLines(words, width, theme) };
      },
      keys: {
        y: {
          words: 'copies these words',
          run: (state) => {
            const words = focusOf(tabOf(whole(), state), state)?.why?.(state);
            return withEffects(state, {
              kind: 'copy',
              text: [words?.title ?? '', ...(words?.paragraphs ?? [])].join('\n'),
            });
          },
        },
        '2': {
          words: 'try a change',
          run: (state) =>
            only(
              goTo(
                { ...state, overlay: null },
                whole().screens.some(({ id }) => id === 'what-if') ? 'what-if' : state.place.screen,
              ),
            ),
        },
      },
    }),
  );

export const howSure: Overlay = registered(
  wordsOverlay({
    id: 'how-sure',
    width: 78,
    lines: (state, width, theme) => {
      const answer = shownAnswer(state);
      const scene = answer === null ? null : sceneOf(answer, width, theme);
      if (scene === null) return { title: 'How sure are we', lines: ['There are no figures yet.'] };
      // The section has a heading of its own: the title says it
      const lines = sureness(scene, [], []).slice(2).map(theme.words);
      const command = runWords(state)
        .flatMap((line) => wrap(line, width - 2, 2))
        .map((line) => `  ${theme.words(line)}`);
      return { title: 'How sure are we', lines: [...lines, '', 'The same figures again:', ...command] };
    },
    keys: {
      y: {
        words: 'copies the command',
        run: (state) => withEffects(state, { kind: 'copy', text: runWords(state).join('\n') }),
      },
    },
  }),
);

export const messages: Overlay = registered(
  wordsOverlay({
    id: 'messages',
    width: 76,
    lines: (state, width, theme) => ({
      title: 'Messages',
      lines: state.said
        .toReversed()
        // What was said again is one message
        .filter(({ words }, place, all) => words !== all[place - 1]?.words)
        .flatMap(({ at, words }) => wrap(`${clockTime(state.startedAt + at)}  ${theme.words(words)}`, width, 7)),
    }),
  }),
);
