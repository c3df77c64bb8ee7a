/** What a command that takes scenarios and portfolios is asked: selections, and the model under each. */
import type { Model } from '../model/model.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Problem } from '../model/problem.ts';
import type { NamedSelection } from '../study/run/run-all.ts';
import { Refusal } from './refusal.ts';

export type Models = Readonly<Record<string, Model>>;

/** Options that select. */
interface SelectionOptions {
  readonly scenario?: readonly string[];
  readonly portfolio?: readonly string[];
  readonly given?: readonly string[];
  readonly set?: readonly string[];
}

/** The portfolios asked for; undefined for the levels as they are. */
export const portfoliosOf = ({ portfolio = [] }: SelectionOptions): readonly (string | undefined)[] =>
  portfolio.length === 0 ? [undefined] : [...new Set(portfolio)];

/** What is asked for: each scenario under each portfolio, by the name of the scenario, and of the portfolio where there are several. */
export function selectionsOf(options: SelectionOptions): readonly NamedSelection[] {
  const { set, given } = options;
  const portfolios = portfoliosOf(options);
  return [...new Set(options.scenario ?? ['base'])].flatMap((scenario) =>
    portfolios.map((portfolio) => ({
      name: portfolios.length === 1 ? scenario : `${scenario} + ${portfolio}`,
      selection: { scenario: scenario === 'base' ? undefined : scenario, portfolio, set, given },
    })),
  );
}

/** The model under each selection, by its name. @throws Refusal with the faults of all at once. */
export function modelsOf(file: ModelFile, selections: readonly NamedSelection[]): Models {
  const models: Record<string, Model> = {};
  const problems = new Map<string, Problem>();
  for (const { name, selection } of selections) {
    const checked = file.under(selection);
    if (checked.ok) models[name] = checked.value;
    else for (const problem of checked.problems) problems.set(JSON.stringify(problem), problem);
  }
  if (problems.size > 0) throw new Refusal([...problems.values()]);
  return models;
}
