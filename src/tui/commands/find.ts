/** Finds commands, and things of the model, by what one types. */
import fuzzysort from 'fuzzysort';
import { standOn, goTo } from '../state/navigation.ts';
import type { Product } from '../state/product.ts';
import type { Chosen, State } from '../state/state.ts';
import { obstacleOf, only, type Command, type Next } from './command.ts';
import { offered } from './table.ts';

/** Something that the palette offers. */
export interface Found {
  readonly id: string;
  readonly text: string;
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

/** Goes to the screen of a thing and stands on it, wherever a list of that screen has it. */
function goToThing(product: Product, state: State, chosen: Chosen): Next {
  const screen = PLACES[chosen.kind].find((id) => product.screens.some((each) => each.id === id)) ?? state.place.screen;
  let next: State = { ...goTo(state, screen), chosen };
  const { tabs = [] } = product.screens.find(({ id }) => id === screen) ?? {};
  for (const tab of tabs) {
    for (const panel of tab.panels) {
      const row = panel.rows?.(next).find((each) => each.chosen?.kind === chosen.kind && each.chosen.id === chosen.id);
      if (row !== undefined) next = standOn(next, tab, panel, row);
    }
  }
  return only(next);
}

/** Nodes, threats, controls and limits of the model. */
function thingsOf(product: Product, state: State): readonly Found[] {
  const { model } = state;
  if (model === null) return [];
  const thing = (kind: Chosen['kind'], id: string, label: string): Found => ({
    id: `${kind} ${id}`,
    text: label === id ? id : `${id} (${label})`,
    kind: `go to ${kind}`,
    key: '',
    obstacle: null,
    run: (now) => goToThing(product, now, { kind, id }),
  });
  return [
    ...model.nodes.map(({ id, label }) => thing('node', id, label)),
    ...model.threats.map(({ id, label }) => thing('threat', id, label)),
    ...model.controls.map(({ id, label }) => thing('control', id, label)),
    ...model.limits.map(({ id }) => thing('limit', id, id)),
  ];
}

/** All that the palette can find; what more a product has to offer comes from its screens. */
export function findable(product: Product, state: State): readonly Found[] {
  const commands = offered(product, state)
    .filter(({ isHidden }) => isHidden !== true)
    .map((command) => ofCommand(command, state));
  const extra = product.screens.flatMap((screen) => screen.findable?.(state) ?? []);
  return [...commands, ...extra, ...thingsOf(product, state)];
}

/** Prepared texts, kept while the list is the same: 5,000 of them take a millisecond. */
let prepared: {
  readonly of: readonly Found[];
  readonly targets: { readonly found: Found; readonly target: ReturnType<typeof fuzzysort.prepare> }[];
} | null = null;

const targetsOf = (all: readonly Found[]) => {
  if (prepared?.of !== all) {
    prepared = { of: all, targets: all.map((found) => ({ found, target: fuzzysort.prepare(found.text) })) };
  }
  return prepared.targets;
};

/** The best that fit what is typed, those that can act first; everything in its own order where nothing is typed. */
export function matching(all: readonly Found[], text: string, most: number): readonly Found[] {
  const able = (found: readonly Found[]): readonly Found[] => [
    ...found.filter(({ obstacle }) => obstacle === null),
    ...found.filter(({ obstacle }) => obstacle !== null),
  ];
  if (text.trim() === '') return able(all).slice(0, most);
  const results = fuzzysort.go(text, targetsOf(all), { key: 'target', limit: most });
  return able(results.map(({ obj }) => obj.found));
}
