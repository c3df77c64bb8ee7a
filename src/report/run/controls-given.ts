/** What the controls do where events are given: nothing stops these, and what prevents or deters plays no part. */
import type { Control, Level } from '../../model/model.ts';
import { nodeName } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import type { Scene } from './scene.ts';

const PREVENTS = ['prevent', 'deter'] as const;
const SHORTENS = ['contain', 'recover'] as const;

const WORDS = { prevent: 'prevents', deter: 'deters', contain: 'contains', recover: 'recovers' } as const;

/** What the level does about the given events, and what it would do about others. */
function parts(control: Control, level: Level, { result }: Scene): { readonly acts: string[]; readonly not: string[] } {
  const given = (result.givenEvents ?? []).filter(({ kind }) => kind === 'threat').map(({ id }) => id);
  const stands = control.against.some(({ threat }) => given.includes(threat));
  const has = (verb: keyof typeof WORDS): boolean => level[verb] !== undefined;
  // How long a given node is out stands written: only the effects of threats can be shortened.
  const shortens = SHORTENS.filter(has).map((verb) => WORDS[verb]);
  const pays = level.transfer.length > 0 ? ['pays back'] : [];
  const covers = stands || control.against.length === 0;
  return {
    acts: [...(stands ? shortens : []), ...(covers ? pays : []), ...(level.changesModel ? ['changes the model'] : [])],
    not: [...PREVENTS.filter(has).map((verb) => WORDS[verb]), ...(stands ? [] : shortens), ...(covers ? [] : pays)],
  };
}

/** Level, and what it does in such a case, one line a control. */
export function controlsGiven(scene: Scene): string[] {
  const { result, model, page } = scene;
  const rows = Object.entries(result.controls).map(([id, { level: name }]): Cell[] => {
    const control = model.controls.find((one) => one.id === id);
    const level = control?.levels.find((one) => one.id === name);
    if (control === undefined || level === undefined) return [nodeName(id, page), name, '-', '-'];
    const { acts, not } = parts(control, level, scene);
    return [nodeName(id, page), name, acts.join(', ') || '-', { text: not.join(', ') || '-', paint: page.style.quiet }];
  });
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
