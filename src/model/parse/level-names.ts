/** The names of the levels that a control of a file has: those that are written, and those that can be bought in part. */
import { coverageSteps } from '../quantity/parse-spend.ts';
import { isFields } from './tree.ts';

/** Name of a level in part: `full at 25%`. */
export const nameInPart = (level: string, percent: number): string => `${level} at ${percent}%`;

/** @param levels The value of `levels`. */
export function levelNames(levels: unknown): readonly string[] {
  if (!isFields(levels)) return [];
  return Object.entries(levels).flatMap(([name, fields]) => {
    const steps = isFields(fields) ? (coverageSteps(fields['coverage']) ?? []) : [];
    return [...steps.map((percent) => nameInPart(name, percent)), name];
  });
}
