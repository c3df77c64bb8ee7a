/** What the scenario holds, with room for more, so that another scenario can be poured into the same kernel. */
import type { Drivers, Hold } from '../../../model/drivers.ts';
import { GIVEN_INDEX } from '../../kernel/ground/purposes.ts';
import { NOW, type DriverTables } from '../../drivers/tables.ts';
import type { Names } from './names.ts';

type HoldTables = Pick<
  DriverTables,
  'holds' | 'holdDriver' | 'holdIndex' | 'holdState' | 'holdNumber' | 'holdValue' | 'holdFrom' | 'holdTo'
>;

/** Least room. */
const LEAST = 8;

/** How many holds of the same state are before a hold of a driver, which stand in order of time. */
function ordinalOf(holds: readonly Hold[], at: number): number {
  const one = holds[at]!;
  const isLike = (other: Hold): boolean =>
    other.driver === one.driver && one.kind === 'state' && other.kind === 'state' && other.state === one.state;
  return holds.slice(0, at).filter(isLike).length;
}

export function compileHolds({ holds }: Drivers, names: Names): HoldTables {
  let room = LEAST;
  while (room < holds.length) room *= 2;
  const doubles = (of: (hold: Hold) => number): Float64Array => {
    const array = new Float64Array(room);
    array.set(holds.map(of));
    return array;
  };
  const ints = (of: (hold: Hold, at: number) => number): Int32Array => {
    const array = new Int32Array(room).fill(-1);
    array.set(holds.map(of));
    return array;
  };
  return {
    holds: Int32Array.of(holds.length),
    holdDriver: ints((hold) => (hold.kind === 'state' ? names.driver(hold.driver) : -1)),
    holdIndex: ints((hold) => (hold.kind === 'index' ? names.index(hold.driver) : -1)),
    holdState: ints((hold) =>
      hold.kind === 'index' || hold.state === null ? NOW.normal : names.state(hold.driver, hold.state),
    ),
    holdNumber: ints((_, at) => GIVEN_INDEX - ordinalOf(holds, at)),
    holdValue: doubles((hold) => (hold.kind === 'index' ? hold.value : 0)),
    holdFrom: doubles(({ from }) => from),
    holdTo: doubles(({ to }) => to),
  };
}
