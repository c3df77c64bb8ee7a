/** What the parts of the report speak of, for the figures on a screen. */
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { Scene } from '../../report/run/scene.ts';
import type { Theme } from '../draw/theme.ts';
import type { Answer } from '../host/messages.ts';

/** The result of an answer; null before there is one. */
export const resultOf = (answer: Answer | null | undefined): ScenarioResult | null =>
  answer?.document.scenarios[answer.scenario] ?? null;

/** A scene for the sections of a report, `width` columns wide. */
export function sceneOf(answer: Answer, width: number, theme: Theme): Scene | null {
  const result = resultOf(answer);
  if (result === null) return null;
  return {
    document: answer.document,
    scenario: answer.scenario,
    result,
    page: { width: Math.max(20, width), style: theme },
  };
}
