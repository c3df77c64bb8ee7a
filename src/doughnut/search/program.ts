/**
 * The least spend that what is known leaves possible, as an integer program.
 *
 * A binary `y` of each control and level above its lowest says that the control has at least that level. What an inadequate portfolio
 * teaches is one row: some control must have more than it has there.
 */
import type { CostsByLevel } from './level-costs.ts';
import type { Space } from './space.ts';

/** Solves programs in the format of CPLEX LP files. */
export interface ProgramSolver {
  /**
   * @returns Values of the variables that are not 0, by name, and the objective, Infinity where nothing keeps the rows; null where
   *   it was not solved to the end.
   */
  solve(program: string): Promise<{ readonly objective: number; readonly values: ReadonlyMap<string, number> } | null>;
  close(): Promise<void>;
}

/** An inadequate portfolio: no adequate one has less or as much of everything, and the same of what can hurt. */
export interface Cut {
  readonly positions: Int32Array;
}

const TERMS_PER_LINE = 12;

const y = (control: number, level: number): string => `y${control}_${level}`;

/** Digits of a coefficient that the format takes. */
const number = (value: number): string => (value < 0 ? `- ${-value}` : `+ ${value}`);

/** Terms of a row in lines that a reader of the format takes. */
const inLines = (terms: readonly string[]): string =>
  terms.map((term, i) => (i % TERMS_PER_LINE === TERMS_PER_LINE - 1 ? `${term}\n ` : term)).join(' ');

/** The row of a cut; null where no level is left that would keep it. */
function cutRow({ positions }: Cut, { counts }: Space, hurting: ReadonlySet<number>): string | null {
  const terms: string[] = [];
  let constant = 0;
  for (const [control, level] of positions.entries()) {
    if (level + 1 < counts[control]!) terms.push(`+ ${y(control, level + 1)}`);
    if (!hurting.has(control) || level === 0) continue;
    // Less of it may do as well
    terms.push(`- ${y(control, level)}`);
    constant++;
  }
  return terms.length === 0 ? null : `${inLines(terms)} >= ${1 - constant}`;
}

/** Rows of what the file allows. */
function* ruleRows({ counts, least, rules }: Space): Generator<string> {
  for (const [control, count] of counts.entries()) {
    for (let level = 2; level < count; level++) yield `${y(control, level)} - ${y(control, level - 1)} <= 0`;
    if (least[control]! > 0) yield `${y(control, least[control]!)} >= 1`;
    if (count < 2) continue;
    const { excludes, requires } = rules.of[control]!;
    for (const other of excludes) {
      if (other > control && counts[other]! > 1) yield `${y(control, 1)} + ${y(other, 1)} <= 1`;
    }
    for (const rule of requires) {
      if (rule.level > 0) yield `${y(control, 1)} - ${y(rule.control, rule.level)} <= 0`;
    }
  }
}

/** @param hurting Controls of which more may be worse. */
export function leastSpendProgram(
  space: Space,
  costs: CostsByLevel,
  cuts: readonly Cut[],
  hurting: ReadonlySet<number>,
): string {
  const { counts } = space;
  const objective: string[] = [];
  const rows = [...ruleRows(space)];
  const free: string[] = [];
  const binaries: string[] = [];
  for (const [control, count] of counts.entries()) {
    for (let level = 1; level < count; level++) {
      binaries.push(y(control, level));
      const more = costs.levels[control]![level]! - costs.levels[control]![level - 1]!;
      if (more !== 0) objective.push(`${number(more)} ${y(control, level)}`);
    }
  }
  for (const [i, { cost, controls }] of costs.shared.entries()) {
    if (cost === 0) continue;
    const paid = `s${i}`;
    objective.push(`${number(cost)} ${paid}`);
    binaries.push(paid);
    const members = controls.filter((control) => counts[control]! > 1);
    for (const control of members) rows.push(`${paid} - ${y(control, 1)} >= 0`);
    // What is paid only where there is something to pay for: with a cost below 0 it would be taken for nothing
    rows.push(`${inLines([paid, ...members.map((control) => `- ${y(control, 1)}`)])} <= 0`);
  }
  for (const [i, { controls: turned }] of costs.refusals.entries()) {
    const refused = `r${i}`;
    objective.push(`+ 1 ${refused}`);
    free.push(refused);
    // Several turn away more than any one of them
    for (const { control, amounts } of turned) {
      const terms = amounts.slice(1).map((amount, k) => `${number(amounts[k]! - amount)} ${y(control, k + 1)}`);
      rows.push(`${inLines([refused, ...terms])} >= ${amounts[0]!}`);
    }
  }
  for (const cut of cuts) {
    const row = cutRow(cut, space, hurting);
    if (row !== null) rows.push(row);
  }
  return [
    'Minimize',
    ` cost: ${objective.length === 0 ? `0 ${binaries[0] ?? 'none'}` : objective.join('\n  ')}`,
    'Subject To',
    ...rows.map((row, i) => ` c${i}: ${row}`),
    'Bounds',
    ...free.map((name) => ` 0 <= ${name}`),
    'Binaries',
    ` ${binaries.join('\n ')}`,
    'End',
    '',
  ].join('\n');
}

/** The portfolio of a solution. */
export function positionsFrom({ counts }: Space, values: ReadonlyMap<string, number>): Int32Array {
  return Int32Array.from(counts, (count, control) => {
    let level = 0;
    while (level + 1 < count && (values.get(y(control, level + 1)) ?? 0) > 0.5) level++;
    return level;
  });
}
