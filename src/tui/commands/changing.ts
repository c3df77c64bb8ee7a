/** What is offered everywhere of the what-if: steps back and forward, saving, any figure, export. */
import { formatPath } from '../../model/path.ts';
import { chosenAt } from '../state/navigation.ts';
import { obstacleToStep, openSaving, stepped, steppedBack } from '../state/saving.ts';
import { isUnsaved, savable, type State } from '../state/state.ts';
import type { Command } from './command.ts';
import { opening } from './everywhere.ts';
import type { WholeProduct } from './moves.ts';

const noModel = (state: State): string | null => (state.model === null ? 'no model is open' : null);

const SECTIONS = { node: 'nodes', threat: 'threats', control: 'controls' } as const;

/** The beginning of a path: the thing that is chosen. What the board tolerates is no figure of the world. */
function pathOf(whole: WholeProduct, state: State): string {
  const chosen = chosenAt(whole(), state);
  return chosen === null || chosen.kind === 'limit' ? '' : `${SECTIONS[chosen.kind]}.${formatPath([chosen.id])}.`;
}

export const changing: readonly Command[] = [
  {
    id: 'save',
    keys: ['s'],
    name: 'save it',
    sentence: 'Save the what-if into the model file, as a portfolio, a scenario, or as it is today',
    obstacle: (state) => {
      if (state.model === null) return 'no model is open';
      if (state.problems.length > 0) return 'the model file has faults: mend them first';
      return savable(state.whatIf).length > 0 ? null : 'there is no what-if yet';
    },
    isQuiet: (state) => !isUnsaved(state),
    // What somebody else has written is never written over: it is asked again what becomes of it
    run: (state) => (state.unread === null ? openSaving(state) : opening(state, 'conflict')),
  },
  {
    id: 'undo',
    keys: ['u'],
    name: 'undo',
    sentence: 'Undo the last step: a change goes back, what was saved goes out of the file again',
    obstacle: (state) => obstacleToStep(state, 'back'),
    run: steppedBack,
  },
  {
    id: 'redo',
    keys: ['U'],
    name: 'redo',
    sentence: 'Do again what was undone: a change, or saving it into the file',
    obstacle: (state) => obstacleToStep(state, 'forward'),
    run: (state) => stepped(state, 'forward'),
  },
];

/** Any figure of the model, and what leaves the screen. */
export const figureAndExport = (whole: WholeProduct): readonly Command[] => [
  {
    id: 'figure',
    keys: ['a'],
    name: 'any figure',
    sentence: 'Change any figure of the model for the what-if, by its name or path',
    obstacle: noModel,
    run: (state) => opening(state, 'figure', { path: pathOf(whole, state) }),
  },
  {
    id: 'export',
    keys: ['x'],
    name: 'export',
    sentence: 'Export what is shown, as text, CSV or JSON',
    obstacle: noModel,
    run: (state) => opening(state, 'export'),
  },
];
