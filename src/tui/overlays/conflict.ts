/** The file was written by somebody else while there is a what-if that is not saved. */
import { counted } from '../../results/format/count.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { nothing, only, withEffects, type Next } from '../commands/command.ts';
import { cut } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import type { Differences, FileDifference } from '../host/messages.ts';
import { readAnew } from '../state/answers.ts';
import type { Message } from '../state/message.ts';
import { registered, type Overlay } from '../state/product.ts';
import { say } from '../state/sayings.ts';
import { slot, type Slot, type State } from '../state/state.ts';
import { taken, wanted, type Known } from '../state/study.ts';
import { ago } from '../words/ago.ts';
import { changeWords } from '../words/change-words.ts';

const differencesSlot: Slot<Known<Differences> | null> = slot<Known<Differences> | null>('conflict', null);

function differenceWords({ path, from, to }: FileDifference): string {
  if (from === null) return `${path}: ${to ?? ''}, new`;
  return to === null ? `${path}: ${from}, gone` : `${path}: ${to} (was ${from})`;
}

const LINES = 4;

/** What is otherwise in the file, a line each. */
function fileLines(known: Known<Differences> | null): readonly string[] {
  if (known?.failure !== null && known?.failure !== undefined) return [known.failure];
  const found = known?.value ?? null;
  if (found === null) return ['being compared …'];
  const { faults, differences, more } = found;
  if (faults.length > 0) return [`${counted(faults.length, 'fault')}: ${faults[0] ?? ''}`];
  if (differences.length === 0) return ['comments or layout; every figure is as it was'];
  const hidden = differences.length + more - LINES;
  return [...differences.slice(0, LINES).map(differenceWords), ...(hidden > 0 ? [`and ${hidden} more`] : [])];
}

/** The changes of the what-if, and which of them no longer fit. */
function changeLines(state: State, known: Known<Differences> | null, width: number, theme: Theme): readonly string[] {
  const fits = known?.value?.fits ?? [];
  return state.whatIf.changes.slice(0, 6).map((change, place) => {
    const problem = fits[place];
    const words = theme.words(changeWords(change));
    if (problem === undefined) return cut(`  ${words}`, width, theme.glyphs.ellipsis);
    const paint = problem === null ? theme.good : theme.bad;
    const note = problem === null ? 'still fits' : `no longer fits: ${theme.words(printable(problem))}`;
    return paint(cut(`  ${words}: ${note}`, width, theme.glyphs.ellipsis));
  });
}

const overlay: Overlay<null> = {
  id: 'conflict',
  width: 74,
  view: (state, _own, width, height, theme) => {
    const known = differencesSlot.of(state);
    const since = state.unread === null ? '' : ` ${ago(Math.max(0, state.now - state.unread.at))}`;
    return {
      title: 'The file has changed on disk',
      foot: 'nothing is lost either way',
      lines: [
        ...wrap(
          `${printable(state.file?.shown ?? 'The file')} was written by another program${since}. Your what-if of ${counted(state.whatIf.changes.length, 'change')} is not saved. Both can be kept.`,
          width,
        ).map(theme.words),
        '',
        'In the file:',
        ...fileLines(known).map((line) => cut(`  ${theme.words(printable(line))}`, width, theme.glyphs.ellipsis)),
        'Your what-if:',
        ...changeLines(state, known, width, theme),
        '',
        'r  read it anew and keep the what-if on top',
        'o  go on with the old text; s asks again before it saves',
        'e  look at it in the editor',
      ].slice(0, height),
    };
  },
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
  wants: (state): Next => {
    const key = `${state.model?.hash ?? ''} ${state.unread?.at ?? ''}`;
    return (
      wanted(state, differencesSlot, { kind: 'differences', changes: state.whatIf.changes }, key) ?? nothing(state)
    );
  },
  hear: (state, _own, message: Message) => {
    if (message.kind !== 'host') return null;
    const next = taken(state, differencesSlot, message.said, (said) =>
      said.kind === 'differences' ? { value: said.differences, isWhole: true } : null,
    );
    return next === null ? null : only(next);
  },
  keys: () => [
    { key: 'r', words: 'read it anew' },
    { key: 'o', words: 'old text' },
    { key: 'e', words: 'editor' },
    { key: 'esc', words: 'old text' },
  ],
};

export const conflict: Overlay = registered(overlay);
