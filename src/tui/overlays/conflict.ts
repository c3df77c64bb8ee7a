/** The file was written by somebody else while there is a what-if that is not saved. */
import { only, withEffects } from '../commands/command.ts';
import { readAnew } from '../state/answers.ts';
import { registered, type Overlay } from '../state/product.ts';
import { counted } from '../../results/format/count.ts';
import { changeWords } from '../words/change-words.ts';
import { say } from '../state/sayings.ts';
import { wrap } from '../../report/text/wrap.ts';

const overlay: Overlay<null> = {
  id: 'conflict',
  width: 72,
  view: (state, _own, width, _height, theme) => ({
    title: 'The file has changed on disk',
    foot: 'nothing is lost either way',
    lines: [
      ...wrap(
        `${state.file?.shown ?? 'The file'} was written by another program. Your what-if of ${counted(state.whatIf.changes.length, 'change')} is not saved. Both can be kept.`,
        width,
      ).map(theme.words),
      '',
      'Your what-if:',
      ...state.whatIf.changes.slice(0, 6).map((change) => `  ${theme.words(changeWords(change))}`),
      '',
      'r  read it anew and keep the what-if on top',
      'o  go on with the old text; saving is refused until you read it',
      'e  look at it in the editor',
    ],
  }),
  take: (state, _own, message) => {
    if (message.kind !== 'key') return only(state);
    const closed = { ...state, overlay: null };
    switch (message.key) {
      case 'r':
      case 'enter':
        return readAnew(closed);
      case 'o':
        return say(closed, 'the old text stays: : read the file anew takes the new one', message.at);
      case 'e':
        return state.file === null
          ? only(state)
          : withEffects(closed, { kind: 'edit', file: state.file.path, line: 1 });
      default:
        return only(state);
    }
  },
  keys: () => [
    { key: 'r', words: 'read it anew' },
    { key: 'o', words: 'old text' },
    { key: 'e', words: 'editor' },
    { key: 'esc', words: 'old text' },
  ],
};

export const conflict: Overlay = registered(overlay);
