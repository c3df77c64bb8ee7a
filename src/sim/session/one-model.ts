/** A model without its file, as a session takes it: levels may change, as long as they change nothing else of it. */
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Control, Model } from '../../model/model.ts';
import type { ModelFile } from '../../model/model-file.ts';
import type { Problem } from '../../model/problem.ts';
import type { Selection } from '../../model/selection.ts';

const FROM_FILE = 'open the session with the file, `openSession(await readModelFile(path), runner)`';

const fault = (code: string, message: string, remedy: string): Problem => ({ code, message, remedy, place: null });

function unknown(what: string, name: string, names: readonly string[]): Problem {
  const near = didYouMean(name, names);
  const remedy = near === null ? `there are ${names.join(', ')}` : `did you mean \`${near}\`?`;
  return fault('unknown-name', `unknown ${what} \`${name}\``, remedy);
}

/** What is wrong with choosing a level of a control; null if nothing. */
function levelFault(control: Control, level: string): Problem | null {
  const { id, levels, level: inForce } = control;
  const chosen = levels.find((one) => one.id === level);
  if (chosen === undefined)
    return unknown(
      `level of \`${id}\``,
      level,
      levels.map((one) => one.id),
    );
  if (level === inForce) return null;
  const has = levels.find((one) => one.id === inForce);
  const words = chosen.changesModel
    ? [level, 'would change']
    : has?.changesModel === true
      ? [inForce, 'has changed']
      : null;
  if (words === null) return null;
  return fault('set', `level \`${words[0]}\` of control \`${id}\` ${words[1]} the model by \`set\``, FROM_FILE);
}

/** What can be asked of a model without a file: other levels of its controls. Their models have its hash. */
export function fileOfModel(model: Model): ModelFile {
  function faultsOf({ scenario, portfolio = {}, set = [], given = [] }: Selection): Problem[] {
    const beside = [
      ...(scenario === undefined ? [] : ['scenario']),
      ...(typeof portfolio === 'string' ? ['portfolio by its name'] : []),
      ...(set.length === 0 ? [] : ['set']),
      ...(given.length === 0 ? [] : ['given']),
    ].map((what) => fault('selection', `a model that was read already takes no ${what}`, FROM_FILE));
    if (typeof portfolio === 'string') return beside;
    const controls = new Map(model.controls.map((control) => [control.id, control]));
    const ofLevels = Object.entries(portfolio).flatMap(([id, level]) => {
      const control = controls.get(id);
      return (control === undefined ? unknown('control', id, [...controls.keys()]) : levelFault(control, level)) ?? [];
    });
    return [...beside, ...ofLevels];
  }

  return {
    problems: [],
    under: (selection = {}) => {
      const problems = faultsOf(selection);
      if (problems.length > 0) return { ok: false, problems };
      const { portfolio = {} } = selection;
      const levels = new Map(typeof portfolio === 'string' ? [] : Object.entries(portfolio));
      if (levels.size === 0) return { ok: true, value: model };
      const controls = model.controls.map((control) => ({
        ...control,
        level: levels.get(control.id) ?? control.level,
      }));
      return { ok: true, value: { ...model, controls } };
    },
  };
}
