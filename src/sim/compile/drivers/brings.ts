/** What comes with the beginning of spells: effects on nodes, events of threats, spells of other states. */
import type { Brought } from '../../../model/drivers.ts';
import { BRINGS, OUTAGE, type DriverTables } from '../../drivers/tables.ts';
import { purposeWord } from '../../random/key.ts';
import { offsets, type Context } from '../context.ts';
import { choicesAt } from '../effects.ts';
import { byCodeUnits, positionOf } from '../order.ts';
import type { Streams } from '../streams.ts';
import type { Names } from './names.ts';

type BringTables = Pick<
  DriverTables,
  | 'bringStart'
  | 'bringKind'
  | 'bringOf'
  | 'bringStream'
  | 'bringChoices'
  | 'bringChoiceStream'
  | 'bringChanceSlot'
  | 'bringChanceSampler'
  | 'bringDelaySampler'
  | 'bringOutageSampler'
  | 'bringLeavesSampler'
  | 'bringIgnoresOverlap'
  | 'bringCostStart'
  | 'bringCostKind'
  | 'bringCostSampler'
  | 'bringCostPurpose'
>;

/** A bringing and its labels. */
interface Placed {
  readonly brought: Brought;
  /** Path of the key under `brings`: of quantities that all nodes of a tag share. */
  readonly path: string;
  /** Label of its draws. */
  readonly label: string;
  readonly choices: number;
}

const subjectOf = (brought: Brought): string =>
  brought.kind === 'effect' ? brought.node : brought.kind === 'event' ? brought.threat : brought.state;

/** The bringings of a state by path, then by what is brought, so that alternatives are adjacent. */
function placedOf(context: Context, brings: readonly Brought[], drawLabel: string): readonly Placed[] {
  const sorted = brings.toSorted((a, b) => byCodeUnits(a.path, b.path) || byCodeUnits(subjectOf(a), subjectOf(b)));
  const choices = sorted.map((brought) => ({
    key: brought.path,
    oneOf: brought.kind === 'effect' && brought.oneOf,
  }));
  return sorted.map((brought, i) => {
    const path = `${drawLabel}.brings.${brought.path}`;
    const subject = subjectOf(brought);
    const isShared = brought.kind !== 'spell' && !isPathOf(brought.path, subject);
    const label = isShared ? `${path}.${context.drawId(subject)}` : path;
    return { brought, path, label, choices: choicesAt(choices, i) };
  });
}

/** Whether a path names this one alone, and not by a tag. */
function isPathOf(path: string, id: string): boolean {
  return path.slice(path.indexOf('.') + 1) === id;
}

export function compileBrings(context: Context, names: Names, streams: Streams): BringTables {
  const { quantities, program, nodePosition, threatPosition, bearerPosition } = context;
  const perState = names.states.map(({ state }) => placedOf(context, state.brings, state.drawLabel));
  const all = perState.flat();

  function subjectNumber(brought: Brought): number {
    if (brought.kind === 'effect') return positionOf(nodePosition, brought.node);
    if (brought.kind === 'event') return positionOf(threatPosition, brought.threat);
    return names.state(brought.driver, brought.state);
  }

  function chanceSlot({ brought: { chance }, path }: Placed): number {
    if (chance === undefined || quantities.varies(chance)) return -1;
    const slot = quantities.slot(chance, `${path}.chance`);
    return program.constantOf(slot) === 1 ? -1 : slot;
  }

  function outageRow({ brought, path }: Placed): number {
    if (brought.kind !== 'effect' || brought.outage === 'forever') return OUTAGE.forever;
    return brought.outage === 'spell' ? OUTAGE.spell : quantities.sampler(brought.outage, `${path}.outage`);
  }

  const costs = all.map(({ brought, path }) =>
    (brought.kind === 'effect' ? brought.cost : [])
      .toSorted((a, b) => byCodeUnits(a.bearer, b.bearer))
      .map(({ bearer, amount }) => ({ bearer, row: quantities.sampler(amount, `${path}.cost.${bearer}`) })),
  );
  return {
    bringStart: offsets(perState.map(({ length }) => length)),
    bringKind: Uint8Array.from(all, ({ brought }) => BRINGS[brought.kind]),
    bringOf: Int32Array.from(all, ({ brought }) => subjectNumber(brought)),
    bringStream: Int32Array.from(all, ({ label }) => streams.of(label)),
    bringChoices: Int32Array.from(all, ({ choices }) => choices),
    bringChoiceStream: Int32Array.from(all, ({ choices, path }) => (choices > 1 ? streams.of(path) : -1)),
    bringChanceSlot: Int32Array.from(all, chanceSlot),
    bringChanceSampler: Int32Array.from(all, ({ brought: { chance }, path }) =>
      chance !== undefined && quantities.varies(chance) ? quantities.sampler(chance, `${path}.chance`) : -1,
    ),
    bringDelaySampler: Int32Array.from(all, ({ brought, path }) =>
      quantities.samplerUnlessZero(brought.delay, `${path}.delay`),
    ),
    bringOutageSampler: Int32Array.from(all, outageRow),
    bringLeavesSampler: Int32Array.from(all, ({ brought, path }) =>
      brought.kind === 'effect' ? quantities.samplerUnlessZero(brought.leaves, `${path}.leaves`) : -1,
    ),
    bringIgnoresOverlap: Uint8Array.from(all, ({ brought }) =>
      brought.kind === 'effect' && brought.overlap === 'ignore' ? 1 : 0,
    ),
    bringCostStart: offsets(costs.map(({ length }) => length)),
    bringCostKind: Int32Array.from(costs.flat(), ({ bearer }) => positionOf(bearerPosition, bearer)),
    bringCostSampler: Int32Array.from(costs.flat(), ({ row }) => row),
    bringCostPurpose: Uint32Array.from(costs.flat(), ({ bearer }) => purposeWord(bearer)),
  };
}
