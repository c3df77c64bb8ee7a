/** Finds commands, and things of the model, by what one types. */
import fuzzysort from 'fuzzysort';
import type { StatedFigure } from '../../model/stated-figures.ts';
import type { ModelView } from '../host/model-view.ts';
import { figuresNow } from '../state/figures.ts';
import { goTo, standOn, tabOf } from '../state/navigation.ts';
import type { Product } from '../state/product.ts';
import type { Chosen, State } from '../state/state.ts';
import { obstacleOf, only, type Command, type Next } from './command.ts';
import { offered } from './table.ts';

/** Something that the palette offers. */
export interface Found {
  readonly id: string;
  readonly text: string;
  /** Another name by which it is found. */
  readonly also?: string;
  /** What doing it means: `go to`, `set this level`; empty for commands, whose text says it. */
  readonly kind: string;
  readonly key: string;
  /** Why it cannot act now; null where it can. */
  readonly obstacle: string | null;
  readonly run: (state: State, at: number) => Next;
}

const ofCommand = (command: Command, state: State): Found => ({
  id: command.id,
  text: command.sentence,
  also: command.name,
  kind: '',
  key: command.keys[0] ?? '',
  obstacle: obstacleOf(command, state),
  run: command.run,
});

/** Where a thing of a kind is looked at: the first screen that there is. */
const PLACES: Readonly<Record<Chosen['kind'], readonly string[]>> = {
  node: ['map', 'overview'],
  threat: ['risks', 'overview'],
  control: ['what-if', 'overview'],
  limit: ['overview'],
};

/** Goes to the screen of a thing and stands on it, wherever a list of that screen has it; on a tab that shows it. */
function goToThing(product: Product, state: State, chosen: Chosen): Next {
  const place = PLACES[chosen.kind].find((id) => product.screens.some((each) => each.id === id));
  const screen = product.screens.find(({ id }) => id === (place ?? state.place.screen));
  if (screen === undefined) return only({ ...state, chosen });
  let next: State = { ...goTo(state, screen.id), chosen };
  const shown = tabOf(product, next);
  const found: { readonly tab: string; readonly panel: string }[] = [];
  for (const tab of screen.tabs) {
    for (const panel of tab.panels) {
      const row = panel.rows?.(next).find((each) => each.chosen?.kind === chosen.kind && each.chosen.id === chosen.id);
      if (row === undefined) continue;
      next = standOn(next, tab, panel, row);
      found.push({ tab: tab.id, panel: panel.id });
    }
  }
  const best = found.find(({ tab }) => tab === shown.id) ?? found[0];
  return only(best === undefined ? next : withFocus(goTo(next, screen.id, best.tab), best.tab, best.panel));
}

/** Nodes, threats, controls and limits of the model. */
function thingsOf(product: Product, model: ModelView): readonly Found[] {
  const thing = (kind: Chosen['kind'], id: string, label: string): Found => ({
    id: `${kind} ${id}`,
    text: label === id ? id : `${id} (${label})`,
    kind: `go to ${kind}`,
    key: '',
    obstacle: null,
    run: (now) => goToThing(product, now, { kind, id }),
  });
  return [
    ...model.nodes.filter(({ kind }) => kind !== 'control').map(({ id, label }) => thing('node', id, label)),
    ...model.threats.map(({ id, label }) => thing('threat', id, label)),
    ...model.controls.map(({ id, label }) => thing('control', id, label)),
    ...model.limits.map(({ id }) => thing('limit', id, id)),
  ];
}

/** Figures of the file, each to be changed for the what-if. */
const figuresOf = (figures: readonly StatedFigure[]): readonly Found[] =>
  figures.map(({ path, text }) => ({
    id: `figure ${path}`,
    text: path,
    kind: `${text.length > 24 ? `${text.slice(0, 23)}…` : text}  change it`,
    key: 'a',
    obstacle: null,
    run: (state) => only({ ...state, overlay: { id: 'figure', own: { path } } }),
  }));

/** What is offered on other screens and tabs: it is done there, where it can act. */
function elsewhere(product: Product, state: State, here: ReadonlySet<string>): readonly Found[] {
  if (state.model === null) return [];
  const known = new Set(here);
  return product.screens
    .filter(({ key }) => key !== undefined)
    .flatMap((screen) =>
      screen.tabs.flatMap((tab) =>
        tab.commands.flatMap((command): Found[] => {
          if (known.has(command.id) || command.isHidden === true || command.isMove === true) return [];
          known.add(command.id);
          const there = withFocus(goTo(state, screen.id, tab.id), tab.id, command.panel);
          return [
            {
              ...ofCommand(command, there),
              kind: screen.tabs.length > 1 ? `${screen.name}, ${tab.name}` : screen.name,
              run: (now, at) => command.run(withFocus(goTo(now, screen.id, tab.id), tab.id, command.panel), at),
            },
          ];
        }),
      ),
    );
}

/** The panel that a command is of has the focus. */
const withFocus = (state: State, tab: string, panel: string | undefined): State =>
  panel === undefined ? state : { ...state, place: { ...state.place, focus: { ...state.place.focus, [tab]: panel } } };

/** Lists that stay the same while the model does, each made once. */
const things = new WeakMap<ModelView, readonly Found[]>();
const stated = new WeakMap<readonly StatedFigure[], readonly Found[]>();

function keptIn<K extends object>(
  kept: WeakMap<K, readonly Found[]>,
  key: K,
  make: () => readonly Found[],
): readonly Found[] {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}

/** These commands, then those of other screens and tabs. */
export const commandsFrom = (
  product: Product,
  state: State,
  here: readonly Command[],
): readonly (readonly Found[])[] => [
  here.map((command) => ofCommand(command, state)),
  elsewhere(product, state, new Set(here.map(({ id }) => id))),
];

/** All that the palette can find, in lists; what more a product has to offer comes from its screens. */
export function findable(product: Product, state: State): readonly (readonly Found[])[] {
  const here = offered(product, state).filter(({ isHidden }) => isHidden !== true);
  const { model } = state;
  const figures = figuresNow(state);
  return [
    ...commandsFrom(product, state, here),
    product.screens.flatMap((screen) => screen.findable?.(state) ?? []),
    model === null ? [] : keptIn(things, model, () => thingsOf(product, model)),
    keptIn(stated, figures, () => figuresOf(figures)),
  ];
}

interface Prepared {
  readonly found: Found;
  readonly target: ReturnType<typeof fuzzysort.prepare>;
}

/** Prepared texts, kept while a list is the same: 5,000 of them take a millisecond. */
const prepared = new WeakMap<readonly Found[], readonly Prepared[]>();

function targetsOf(all: readonly Found[]): readonly Prepared[] {
  const known =
    prepared.get(all) ??
    all.flatMap((found) =>
      [found.text, ...(found.also === undefined ? [] : [found.also])].map((text) => ({
        found,
        target: fuzzysort.prepare(text),
      })),
    );
  prepared.set(all, known);
  return known;
}

/** Letters that lie scattered over a sentence are no match. */
const LEAST_SCORE = 0.65;

/** The best that fit what is typed, those that can act first; everything in its own order where nothing is typed. */
export function matching(lists: readonly (readonly Found[])[], text: string, most: number): readonly Found[] {
  const able = (found: readonly Found[]): readonly Found[] => [
    ...found.filter(({ obstacle }) => obstacle === null),
    ...found.filter(({ obstacle }) => obstacle !== null),
  ];
  if (text.trim() === '') return able(lists.flat()).slice(0, most);
  const results = lists.flatMap((all) => [
    ...fuzzysort.go(text, targetsOf(all), { key: 'target', limit: most, threshold: LEAST_SCORE }),
  ]);
  const best = results.toSorted((a, b) => b.score - a.score).slice(0, most);
  return able([...new Set(best.map(({ obj }) => obj.found))]);
}

const paths = new WeakMap<
  readonly StatedFigure[],
  readonly { readonly one: StatedFigure; readonly target: ReturnType<typeof fuzzysort.prepare> }[]
>();

/** At most as many figures are offered. */
const MOST_FIGURES = 200;

/** Figures whose paths begin with what is typed, in their order, then those that have its letters, the best first. */
export function figuresNamed(figures: readonly StatedFigure[], text: string): readonly StatedFigure[] {
  const begins = figures.filter(({ path }) => path.startsWith(text)).slice(0, MOST_FIGURES);
  if (text === '' || begins.length >= MOST_FIGURES) return begins;
  const known = paths.get(figures) ?? figures.map((one) => ({ one, target: fuzzysort.prepare(one.path) }));
  paths.set(figures, known);
  const found = fuzzysort
    .go(text, known, { key: 'target', limit: MOST_FIGURES, threshold: LEAST_SCORE })
    .map(({ obj }) => obj.one);
  return [...begins, ...found.filter(({ path }) => !path.startsWith(text))];
}
