/** Whether the figure that a run was to stop at came to be known as well as that. */
import type { UntilResult } from '../../results/scenario-result.ts';
import { percent } from '../../results/format/share.ts';
import { forReaders, futures } from '../text/readers.ts';
import type { Scene } from './scene.ts';

const FIGURES: Readonly<Record<string, string>> = {
  mean: 'the mean loss',
  var95: 'the 1-in-20 loss',
  var99: 'the 1-in-100 loss',
  tvar95: 'the mean of the worst 5%',
  tvar99: 'the mean of the worst 1%',
};

const askedWords = ({ relative, of }: UntilResult): string => `"${percent(relative)} of ${of}"`;

/** The same in a few words. */
export function shortUntilWords({ result: { until } }: Scene): string[] {
  if (until === undefined) return [];
  return [`${until.reached ? 'Reached' : 'Did not reach'} what it was to run until, ${askedWords(until)}.`];
}

/** A sentence or two; none where the run was asked for nothing of the kind. */
export function untilWords({ result, page }: Scene): string[] {
  const { until, measured } = result;
  if (until === undefined) return [];
  const { value, standardError, unreliable } = until.estimate;
  const asked = askedWords(until);
  const figure = FIGURES[until.of] ?? until.of;
  const after = futures(measured.trials, page);
  if (until.reached) {
    return [
      `Reached what it was to run until, ${asked}: after ${after}, ${figure} is known to ${error(standardError / value)}.`,
    ];
  }
  const known =
    value > 0 && unreliable !== true
      ? `${figure} is known to ${error(standardError / value)}`
      : `too little lies behind ${figure} to say how well it is known`;
  return [
    `Did not reach what it was to run until, ${asked}: after ${after}, ${known}.${forReaders(page, ' Raise --trials, and --worlds with it.', '')}`,
  ];
}

const error = (relative: number): string => percent(relative, relative);
