/** What the controls do where events are given: nothing stops these, and what prevents or deters plays no part. */
import type { LevelVerb } from '../../results/control-result.ts';
import { nodeName } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import type { Scene } from './scene.ts';

const WORDS: Readonly<Record<LevelVerb, string>> = {
  prevent: 'prevents',
  deter: 'deters',
  contain: 'contains',
  recover: 'recovers',
  transfer: 'pays back',
  set: 'changes the model',
};

const inWords = (verbs: readonly LevelVerb[] = []): string => verbs.map((verb) => WORDS[verb]).join(', ') || '-';

/** Level, and what it does in such a case, one line a control. */
export function controlsGiven(scene: Scene): string[] {
  const { result, page } = scene;
  const rows = Object.entries(result.controls).map(([id, { level, onGiven }]): Cell[] => [
    nodeName(id, page),
    level,
    inWords(onGiven?.acts),
    { text: inWords(onGiven?.playsNoPart), paint: page.style.quiet },
  ]);
  if (rows.length === 0) return [];
  const columns = [
    { header: 'control', shrinksTo: 14 },
    { header: 'level', shrinksTo: 8 },
    { header: 'acts on it', shrinksTo: 10 },
    { header: 'plays no part', shrinksTo: 10 },
  ] as const;
  const note =
    'Plays no part: nothing prevents or deters what is given, and what is against other threats is not asked.';
  return section('Controls', [...table(columns, rows, page), ...prose(note, page).map(page.style.quiet)], page);
}
