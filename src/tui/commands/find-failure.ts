/** What somebody asks who has just lost something: `intake lost`, `what if the grid fails`, `fire happens`. */
import fuzzysort from 'fuzzysort';
import type { ModelView } from '../host/model-view.ts';
import { shownFigures, type State } from '../state/state.ts';
import type { Found } from './find.ts';
import { playCause } from './map.ts';

/** Words that say that something is no longer there, or that something happens. */
const FAILURE =
  /^(fail|fails|failed|failing|failure|lost|lose|loses|losing|loss|gone|down|out|outage|broken|breaks?|dead|off|stops?|stopped|unavailable|happens?|happened)$/;

/** Words around them. */
const AROUND =
  /^(what|if|suppose|we|our|have|has|had|the|an?|is|are|was|were|goes|go|gets|got|and|when|its?|of|just|been)$/;

/** Of nothing but a word for failure, as many are offered. */
const MOST = 12;

/** Letters that lie scattered over a name are no match. */
const LEAST_SCORE = 0.5;

interface Thing {
  readonly kind: 'node' | 'threat';
  readonly id: string;
  readonly label: string;
}

const prepared = new WeakMap<
  ModelView,
  readonly { readonly thing: Thing; readonly target: ReturnType<typeof fuzzysort.prepare> }[]
>();

function thingsOf(model: ModelView) {
  const things: readonly Thing[] = [
    ...model.nodes
      .filter(({ kind }) => kind !== 'control')
      .map(({ id, label }): Thing => ({ kind: 'node', id, label })),
    ...model.threats.map(({ id, label }): Thing => ({ kind: 'threat', id, label })),
  ];
  const known =
    prepared.get(model) ?? things.map((thing) => ({ thing, target: fuzzysort.prepare(`${thing.id} ${thing.label}`) }));
  prepared.set(model, known);
  return known;
}

/** What is asked about: the words without those of failure; null where nobody says that anything fails. */
function failingName(text: string): string | null {
  const words = text
    .toLowerCase()
    .split(/[\s?!.,]+/)
    .filter((word) => word !== '');
  const isAsked = words.some((word) => FAILURE.test(word)) || (words[0] === 'what' && words[1] === 'if');
  if (!isAsked) return null;
  return words.filter((word) => !FAILURE.test(word) && !AROUND.test(word)).join(' ');
}

/** Nodes whose failure costs most, the chosen one first. */
function dearest(state: State, model: ModelView): readonly Thing[] {
  const columns = shownFigures(state)?.answer?.nodes;
  const caused = new Map(columns?.ids.map((id, place) => [id, columns.values.lossCaused[place] ?? 0]));
  const chosen = state.chosen?.kind === 'node' ? state.chosen.id : null;
  const rank = ({ id }: Thing): number => (id === chosen ? Infinity : (caused.get(id) ?? 0));
  return thingsOf(model)
    .flatMap(({ thing }) => (thing.kind === 'node' ? [thing] : []))
    .toSorted((a, b) => (rank(b) > rank(a) ? 1 : rank(b) < rank(a) ? -1 : 0))
    .slice(0, MOST);
}

function foundOf({ kind, id, label }: Thing): Found {
  const name = label === '' || label === id ? id : `${id} (${label})`;
  return {
    id: `fail ${kind} ${id}`,
    text: kind === 'node' ? `what if ${name} fails` : `what if ${name} happens`,
    kind: 'play it',
    key: '',
    obstacle: null,
    run: (state) =>
      kind === 'node'
        ? playCause({ ...state, chosen: { kind, id } }, { kind, node: id, outage: null })
        : playCause({ ...state, chosen: { kind, id } }, { kind, threat: id }),
  };
}

/** What can be let fail, or happen, by what is typed; empty where nobody says that anything fails. */
export function failures(state: State, text: string): readonly Found[] {
  const { model } = state;
  const name = failingName(text);
  if (model === null || name === null) return [];
  if (name === '') return dearest(state, model).map(foundOf);
  return fuzzysort
    .go(name, thingsOf(model), { key: 'target', limit: MOST, threshold: LEAST_SCORE })
    .map(({ obj }) => foundOf(obj.thing));
}
