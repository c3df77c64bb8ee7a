/** Are we within our limits, and what does it cost? */
import { breadthOf } from '../draw/sizes.ts';
import { focusOf, goTo, rowAt, shownRows } from '../state/navigation.ts';
import type { Arrangement, NextKey, Screen, Tab } from '../state/product.ts';
import { hearRings } from '../state/rings.ts';
import { shownAnswer, shownFigures, type Chosen, type State } from '../state/state.ts';
import { headline } from '../words/headline.ts';
import { isWithoutThreats, judged, limitsNow } from '../words/looks.ts';
import { opening } from '../commands/everywhere.ts';
import { both, only, type Command, type Next } from '../commands/command.ts';
import { curvePanel, hearCurve } from './overview-curve.ts';
import { hearBreaches, limitsPanel, wantBreaches } from './overview-limits.ts';
import { fallsPanel, RANKING_IDS, rankingPanels } from './overview-shares.ts';
import { spendPanel } from './overview-spend.ts';
import type { Message } from '../state/message.ts';

const limits = limitsPanel(() => tab);
const rankings = rankingPanels(() => tab);

/** Rows of the panel of limits: its rule, its header, its rows. */
const limitRows = ({ model }: State): number =>
  model === null || model.limits.length === 0 ? 6 : 2 + model.limits.length;

/** The ranking that has the focus, or how things fall; otherwise the first. */
const rankingOf = (state: State): string => {
  const focus = focusOf(tab, state)?.id ?? '';
  return RANKING_IDS.includes(focus) || focus === fallsPanel.id ? focus : 'causes';
};

const panel = (id: string, rows?: number, least?: number): Arrangement => ({
  kind: 'panel',
  panel: id,
  ...(rows === undefined ? {} : { rows }),
  ...(least === undefined ? {} : { least }),
});

function arrangement(state: State, columns: number, rows: number): Arrangement {
  const spend = panel('spend', 3, 2);
  if (breadthOf(columns, rows) === 'three') {
    const left = Math.floor((columns - 4) * 0.4);
    const right = Math.min(30, Math.floor((columns - 4) * 0.24));
    return {
      kind: 'stack',
      of: [
        {
          kind: 'beside',
          of: [
            {
              kind: 'stack',
              columns: left,
              of: [panel('limits', Math.min(limitRows(state), rows - 12)), ...RANKING_IDS.map((id) => panel(id))],
            },
            panel('curve'),
            { kind: 'stack', columns: right, of: [panel('falls')] },
          ],
        },
        spend,
      ],
    };
  }
  const left = Math.floor((columns - 2) / 2);
  return {
    kind: 'stack',
    of: [
      {
        kind: 'beside',
        of: [
          {
            kind: 'stack',
            columns: left,
            of: [panel('limits', Math.min(limitRows(state), rows - 8)), panel(rankingOf(state))],
          },
          panel('curve'),
        ],
      },
      spend,
    ],
  };
}

function next(state: State): NextKey | null {
  if (isWithoutThreats(state)) return { command: 'edit', words: 'write threats' };
  const figures = shownFigures(state);
  const limits = limitsNow(figures, state.model?.limits ?? []);
  const now = judged(limits);
  if (limits.length > 0 && now.length === 0) return { command: 'edit', words: 'write losses' };
  if (now.some(({ status }) => status === 'outside' || status === 'at margin')) {
    return { command: 'screen.what-if', words: 'try a change' };
  }
  const isOpen = now.some(({ status }) => status === 'not resolved' || status === null);
  // While the run goes on nothing is to be settled by hand
  if (isOpen && figures !== null && !figures.isSettled) return { command: 'screen.what-if', words: 'try a change' };
  return isOpen ? null : { command: 'screen.snowball', words: 'what could go wrong' };
}

/** Where a thing is looked at. */
const PLACES = {
  node: ['map', 'map.tree'],
  threat: ['risks', 'risks.register'],
  control: ['what-if', 'what-if.controls'],
} as const;

/** From a row of a ranking to the thing it names. */
const goingIn = (ranking: string): Command => {
  const chosenIn = (state: State): Chosen | null => {
    const panel_ = rankings.find(({ id }) => id === ranking);
    return panel_ === undefined ? null : (rowAt(state, tab, panel_)?.chosen ?? null);
  };
  return {
    id: `overview.open-${ranking}`,
    keys: ['enter'],
    name: 'open',
    sentence: 'Go to what is chosen: a threat among the risks, a node on the map, a control in the what-if',
    panel: ranking,
    obstacle: (state) => {
      const chosen = chosenIn(state);
      return chosen === null || chosen.kind === 'limit' ? 'there is no more to see of it' : null;
    },
    run: (state) => {
      const chosen = chosenIn(state);
      if (chosen === null || chosen.kind === 'limit') return only(state);
      const [screen, place] = PLACES[chosen.kind];
      return only({ ...goTo(state, screen, place), chosen });
    },
  };
};

const tab: Tab = {
  id: 'overview.overview',
  name: 'Overview',
  purpose:
    'Whether the limits of the board hold, what a year costs, and what makes it up. Figures settle while the run goes on; ' +
    'those shown never have more digits than they are known to.',
  panels: [limits, ...rankings, curvePanel, fallsPanel, spendPanel],
  arrangement,
  head: (state, width, theme) =>
    headline(state, theme, width)
      .slice(0, 2)
      .map((line) => theme.words(line).slice(0, width)),
  commands: [
    {
      id: 'overview.open',
      keys: ['enter'],
      name: 'open',
      sentence: 'Say why the chosen limit stands as it does',
      panel: 'limits',
      obstacle: (state) => (shownAnswer(state) === null ? 'there are no figures yet' : null),
      run: (state) => opening(state, 'why'),
    },
    {
      id: 'overview.fail',
      keys: ['f'],
      name: 'if X fails',
      sentence: 'Something is lost, failed or down: name it, and play what follows hour by hour',
      obstacle: (state) => (state.model === null ? 'no model is open' : null),
      run: (state) => opening(state, 'palette', { text: ASKED, caret: ASKED.length - ' fails'.length, cursor: 0 }),
    },
    ...RANKING_IDS.map(goingIn),
  ],
  next,
};

/** What is asked: a name is typed into the middle. */
const ASKED = 'what if  fails';

const hear = (state: State, message: Message): Next | null => {
  const breached = hearBreaches(state, message);
  if (breached !== null) return breached;
  const framed = hearCurve(state, message);
  const ringed = hearRings(framed?.[0] ?? state, message);
  if (framed === null) return ringed;
  return ringed === null ? framed : both(framed, () => ringed);
};

export const overview: Screen = {
  id: 'overview',
  key: '1',
  name: 'Overview',
  tabs: [tab],
  hear,
  wants: (state) => wantBreaches(state, shownRows(state, tab, limits)),
};
