/** What the path of a trial leaves: spells, turns and what comes to nodes and threats, each in order of time. */

export interface PathLog {
  /** A spell has begun. Returns its place in the trial. */
  spell(state: number, number: number, from: number, to: number): number;
  /** The spell is in force at some time. */
  show(spell: number): void;
  /** A driver, or an index after these, has another spell in force (-1: none), or another value. */
  turn(time: number, what: number, spell: number, value: number): void;
  /** A bringing of a spell reaches its node or threat. */
  landing(time: number, bring: number, spell: number): void;
  clear(): void;

  /** [spells, turns, landings]. */
  readonly counts: Int32Array;
  readonly spellState: readonly number[];
  /** Address of the spell's draws. */
  readonly spellNumber: readonly number[];
  /** Hours; one that ran at the start is from 0, one without end to Infinity. */
  readonly spellFrom: readonly number[];
  readonly spellTo: readonly number[];
  readonly spellShown: readonly number[];
  readonly turnTime: readonly number[];
  readonly turnWhat: readonly number[];
  readonly turnSpell: readonly number[];
  readonly turnValue: readonly number[];
  readonly landTime: readonly number[];
  readonly landBring: readonly number[];
  readonly landSpell: readonly number[];
}

export function makePathLog(): PathLog {
  const counts = new Int32Array(3);
  const spellState: number[] = [];
  const spellNumber: number[] = [];
  const spellFrom: number[] = [];
  const spellTo: number[] = [];
  const spellShown: number[] = [];
  const turnTime: number[] = [];
  const turnWhat: number[] = [];
  const turnSpell: number[] = [];
  const turnValue: number[] = [];
  const landTime: number[] = [];
  const landBring: number[] = [];
  const landSpell: number[] = [];
  return {
    spell: (state, number, from, to) => {
      const at = counts[0]!++;
      spellState[at] = state;
      spellNumber[at] = number;
      spellFrom[at] = from;
      spellTo[at] = to;
      spellShown[at] = 0;
      return at;
    },
    show: (spell) => {
      spellShown[spell] = 1;
    },
    turn: (time, what, spell, value) => {
      const at = counts[1]!++;
      turnTime[at] = time;
      turnWhat[at] = what;
      turnSpell[at] = spell;
      turnValue[at] = value;
    },
    landing: (time, bring, spell) => {
      const at = counts[2]!++;
      landTime[at] = time;
      landBring[at] = bring;
      landSpell[at] = spell;
    },
    clear: () => {
      counts[0] = 0;
      counts[1] = 0;
      counts[2] = 0;
    },
    counts,
    spellState,
    spellNumber,
    spellFrom,
    spellTo,
    spellShown,
    turnTime,
    turnWhat,
    turnSpell,
    turnValue,
    landTime,
    landBring,
    landSpell,
  };
}
