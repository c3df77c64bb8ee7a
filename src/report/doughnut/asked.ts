/** What was asked beside the model's file, and changes what the figures mean. */
import { prose } from '../text/section.ts';
import type { DoughnutScene } from './scene.ts';

const strings = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];

/** Conditions in few words: scenario, portfolio that stands for today, limits left out. */
export function asked({ document }: DoughnutScene): string[] {
  const { scenario, portfolio, without } = document.settings;
  return [
    ...strings(scenario).flatMap((name) => (name === 'base' ? [] : [`scenario ${name}`])),
    ...strings(portfolio).flatMap((name) => (name === 'current' ? [] : [`today is portfolio ${name}`])),
    ...strings(without).map((name) => `without limit ${name}`),
  ];
}

/** Figures that were changed. */
export function changedFigures({ document, page }: DoughnutScene): string[] {
  const overrides = strings(document.settings['set']);
  return overrides.length === 0 ? [] : prose(`Changed for this run: ${overrides.join('; ')}`, page);
}
