/** What an empty panel says: why it is empty, and what would fill it. */
import { wrap } from '../../report/text/wrap.ts';
import type { Theme } from '../draw/theme.ts';

const WORDS = {
  noLimits: 'No limits in this model. `e` opens the file: `appetite:` states what the board tolerates.',
  noLoss: 'No loss was seen.',
  noThreats: 'No threat has cost anything.',
  notYet: 'The first figures come soon.',
  noControls: 'No controls. The model can say what fails, not what helps.',
  noSpend: 'No level has a price: the doughnut needs `capex` or `opex`.',
  noChoice: 'Each control has one level: there is nothing to choose between.',
  noNodes: 'No nodes: threats cost what they cost by themselves.',
} as const;

export const empty = (what: keyof typeof WORDS, width: number, theme: Theme): string[] =>
  wrap(theme.words(WORDS[what]), Math.max(10, width - 4)).map((line) => `  ${theme.quiet(line)}`);
