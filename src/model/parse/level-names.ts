/** The names of a control's levels: the written ones, and the partial ones that can be bought. */
import { coverageSteps } from '../quantity/parse-spend.ts';
import { isFields } from './tree.ts';

/** Name of a partial level: `full at 25%`. */
export const nameInPart = (level: string, percent: number): string => `${level} at ${percent}%`;

/** @param levels The value of `levels`. */
export function levelNames(levels: unknown): readonly string[] {
  if (!isFields(levels)) return [];
  return Object.entries(levels).flatMap(([name, fields]) => {
    const steps = isFields(fields) ? (coverageSteps(fields['coverage']) ?? []) : [];
    return [...steps.map((percent) => nameInPart(name, percent)), name];
  });
}
