/** What the controls did. */
import { plainNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { perSpan } from '../../results/format/time.ts';
import { nodeName } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { controlsGiven } from './controls-given.ts';
import { isCase, type Scene } from './scene.ts';

/** Level, effectiveness and what was stopped, one line a control. */
export function controls(scene: Scene): string[] {
  if (isCase(scene)) return controlsGiven(scene);
  const { result, page } = scene;
  const rows = Object.entries(result.controls).map(([id, control]): Cell[] => {
    const { stopped, stoppedAlone } = control;
    // A level that is not bought prevents nothing, for certain
    const effectiveness = control.effectiveness?.high === 0 ? null : control.effectiveness;
    const range =
      effectiveness === null ? '' : `${percent(effectiveness.low, 0.02)} to ${percent(effectiveness.high, 0.02)}`;
    const known = range !== '' && effectiveness !== null && effectiveness.high > effectiveness.low;
    return [
      nodeName(id, page),
      control.level,
      effectiveness === null ? '-' : percent(effectiveness.mean, 0.02),
      { text: known ? range : '', paint: page.style.quiet },
      effectiveness === null ? '-' : plainNumber(stopped.value, stopped.standardError),
      effectiveness === null ? '-' : plainNumber(stoppedAlone.value, stoppedAlone.standardError),
    ];
  });
  if (rows.length === 0) return [];
  const columns = [
    { header: 'control', shrinksTo: 14 },
    { header: 'level', shrinksTo: 8 },
    { header: 'stops', align: 'right' },
    { header: '90% range' },
    { header: `stopped ${perSpan(result.conditions.horizonHours)}`, align: 'right' },
    { header: 'it alone', align: 'right' },
  ] as const;
  const note = 'Stops: share of what comes that it prevents. It alone: what nothing else would have stopped.';
  return section('Controls', [...table(columns, rows, page), ...prose(note, page).map(page.style.quiet)], page);
}
