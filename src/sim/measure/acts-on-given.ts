/** What controls do about given events: nothing stops these, and what prevents or deters plays no part. */
import type { Control, Level, Model } from '../../model/model.ts';
import type { ActsOnGiven, ControlResult } from '../../results/control-result.ts';

const PREVENTS = ['prevent', 'deter'] as const;
const SHORTENS = ['contain', 'recover'] as const;

/** What a level does about the events that are given, and what it would do about others. */
function partsOf(control: Control, level: Level, given: ReadonlySet<string>): ActsOnGiven {
  const stands = control.against.some(({ threat }) => given.has(threat));
  // How long a given node is out stands written: only the effects of threats can be shortened.
  const shortens = SHORTENS.filter((verb) => level[verb] !== undefined);
  const pays = level.transfer.length > 0 ? (['transfer'] as const) : [];
  const covers = stands || control.against.length === 0;
  return {
    acts: [...(stands ? shortens : []), ...(covers ? pays : []), ...(level.changesModel ? (['set'] as const) : [])],
    playsNoPart: [
      ...PREVENTS.filter((verb) => level[verb] !== undefined),
      ...(stands ? [] : shortens),
      ...(covers ? [] : pays),
    ],
  };
}

/** Controls with what they do about the events that are given. */
export function actsOnGiven(
  controls: Readonly<Record<string, ControlResult>>,
  model: Model,
): Readonly<Record<string, ControlResult>> {
  const given = new Set(model.given.flatMap((event) => (event.kind === 'threat' ? [event.threat] : [])));
  const known = model.controls.flatMap((control) => {
    const result = controls[control.id];
    const level = control.levels.find(({ id }) => id === result?.level);
    if (result === undefined || level === undefined) return [];
    return [[control.id, { ...result, onGiven: partsOf(control, level, given) }] as const];
  });
  return { ...controls, ...Object.fromEntries(known) };
}
