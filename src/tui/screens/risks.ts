/** The screen Risks, and what it asks the host for. */
import { nothing, type Next } from '../commands/command.ts';
import type { Message } from '../state/message.ts';
import type { Screen } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { keyNow, risksSlot, shownChanges, taken, wanted } from '../state/study.ts';
import { acceptedTab } from './accepted.ts';
import { registerTab } from './register.ts';
import { scatterTab } from './scatter.ts';

/** Asks for the register, where what is known is of something else. */
function risksWants(state: State): Next {
  const question = { kind: 'risks', changes: shownChanges(state), urgency: 'idle' } as const;
  return wanted(state, risksSlot, question, keyNow(state)) ?? nothing(state);
}

function hear(state: State, message: Message): Next | null {
  if (message.kind !== 'host') return null;
  const before = risksSlot.of(state)?.value ?? [];
  const next = taken(state, risksSlot, message.said, (said) => {
    if (said.kind === 'risks') return { value: said.risks, isWhole: said.risks.length === 0 };
    if (said.kind !== 'given') return null;
    const value = before.map((view) => ({ ...view, given: said.given[view.id] ?? view.given }));
    return { value, isWhole: value.every(({ given }) => given !== undefined) };
  });
  return next === null ? null : [next, []];
}

export const risksScreen: Screen = {
  id: 'risks',
  key: '4',
  name: 'Risks',
  tabs: [registerTab, scatterTab, acceptedTab],
  hear,
  wants: risksWants,
};
