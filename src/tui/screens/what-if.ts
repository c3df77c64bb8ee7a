/** What would change it, and is it worth it? */
import { both, type Next } from '../commands/command.ts';
import type { Message } from '../state/message.ts';
import type { Screen } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { hearFigures } from '../state/figures.ts';
import { hearSaving } from '../state/saving.ts';
import { changed, heldAt, hearAnswer, hearToday, levelOf, taken, withLevels } from '../state/what-if.ts';
import type { Found } from '../commands/find.ts';
import { goTo } from '../state/navigation.ts';
import { compareTab, hearCompared } from './compare.ts';
import { hearSteps } from './control-steps.ts';
import { conditionsTab, FREE } from './conditions.ts';
import { controlsTab } from './controls.ts';
import { spendTab } from './spend.ts';
import { hearConditionRings } from './what-if-rings.ts';

const HEARERS = [hearFigures, hearToday, hearAnswer, hearSaving, hearConditionRings, hearCompared, hearSteps];

/** Each hears what the ones before made of the state. */
function hear(state: State, message: Message): Next | null {
  return HEARERS.reduce<Next | null>((before, hears) => {
    const next = hears(before?.[0] ?? state, message);
    if (next === null) return before;
    return before === null ? next : both(before, () => next);
  }, null);
}

/** Levels, scenarios, portfolios and states of drivers, by name. */
function findable(state: State): readonly Found[] {
  const { model } = state;
  if (model === null) return [];
  const show = (next: Next, tab: string): Next => [goTo(next[0], 'what-if', tab), next[1]];
  const levels = model.controls.flatMap(({ id, levels: own, current }) =>
    own.map((level): Found => ({
      id: `level ${id} ${level.id}`,
      text: `${id}: ${level.id}`,
      kind: 'set this level',
      key: '',
      obstacle: levelOf(state, id).now === level.id ? 'it has this level' : null,
      run: (then) =>
        show(changed(then, { kind: 'level', control: id, from: current, to: level.id }), 'what-if.controls'),
    })),
  );
  const scenarios = model.scenarios.map(({ name }): Found => ({
    id: `scenario ${name}`,
    text: `scenario ${name}`,
    kind: 'choose it',
    key: '',
    obstacle: null,
    run: (then) => show(changed(then, { kind: 'scenario', from: 'base', to: name }), 'what-if.conditions'),
  }));
  const portfolios = Object.entries(model.portfolios).map(([name, own]): Found => ({
    id: `portfolio ${name}`,
    text: `portfolio ${name}`,
    kind: 'take its levels',
    key: '',
    obstacle: null,
    run: (then) => show(taken(then, withLevels(then, own)), 'what-if.controls'),
  }));
  const drivers = model.drivers.flatMap(({ id, label, states }) =>
    states.map((to): Found => ({
      id: `driver ${id} ${to}`,
      text: `${label === id ? id : `${id} (${label})`}: ${to}`,
      kind: 'hold it there',
      key: '',
      obstacle: heldAt(state, id) === to ? 'it is held there' : null,
      run: (then) => show(changed(then, { kind: 'driver', driver: id, from: FREE, to }), 'what-if.conditions'),
    })),
  );
  return [...levels, ...scenarios, ...portfolios, ...drivers];
}

export const whatIf: Screen = {
  id: 'what-if',
  key: '2',
  name: 'What-if',
  tabs: [controlsTab, conditionsTab, spendTab, compareTab],
  hear,
  findable,
};
