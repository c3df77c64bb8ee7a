/** Settings: from `set:` of scenarios and levels, and from the command line. */
import { formatPath, parsePath } from '../path.ts';
import type { Problem, Source, SourcePath } from '../problem.ts';
import { fileSegments } from './addresses.ts';
import { isScaling, type Override } from './overrides.ts';
import { type Fields, isFields, order } from './tree.ts';

/** The overrides of a `set:` map; wholes before their parts. */
function settingsOf(
  source: Source,
  value: unknown,
  path: SourcePath,
  { from, by }: Pick<Override, 'from' | 'by'>,
): Override[] {
  if (!isFields(value)) return [];
  return Object.keys(value)
    .toSorted(order)
    .map((key) => {
      const at = [...path, key];
      return { path: key, value: value[key], at, place: source.locate(at, 'key'), text: `set ${key}`, from, by };
    });
}

/** A path, possibly with a selector such as `place=north` in it, an equals sign, a value. */
const SETTING = /^((?:[^='"]|'[^']*'|"[^"]*")+(?:=[A-Za-z][\w-]*(?:\.[\w' -]+)+)?)=(.*)$/s;

/** Overrides of the command line, `PATH=VALUE`; anything else is added to the problems. */
export function commandLineSettings(source: Source, settings: readonly string[], problems: Problem[]): Override[] {
  return settings.flatMap((given): Override[] => {
    const [, path = '', text = ''] = SETTING.exec(given) ?? [];
    const shown = `--set ${given}`;
    const refuse = (message: string, remedy: string): [] => {
      problems.push({ code: 'set', message, remedy, place: null });
      return [];
    };
    if (path.trim() === '' || text.trim() === '')
      return refuse(`\`${shown}\` sets nothing`, 'write `--set PATH=VALUE`');
    const value = source.read(text.trim());
    if (value === undefined)
      return refuse(`\`${text.trim()}\` in \`${shown}\` is no value in YAML`, 'put it in quotes');
    const by = `\`${shown}\``;
    return [{ path: path.trim(), value, at: null, place: null, text: shown, from: 'command line', by }];
  });
}

/** Whether a path is that of the level in force of a control. */
export function isLevelPath(path: string): boolean {
  const segments = parsePath(path);
  return segments?.length === 3 && segments[0] === 'controls' && segments[2] === 'current';
}

/** A level of a control that changes the model. */
export interface LevelSettings {
  readonly control: string;
  readonly level: string;
  readonly settings: readonly Override[];
}

/** The levels that change the model, by control and level. */
export function levelSettings(source: Source, root: Fields): LevelSettings[] {
  const controls = isFields(root['controls']) ? root['controls'] : {};
  return Object.keys(controls)
    .toSorted(order)
    .flatMap((control) => {
      const fields = controls[control];
      const levels = isFields(fields) && isFields(fields['levels']) ? fields['levels'] : {};
      return Object.keys(levels)
        .toSorted(order)
        .flatMap((level): LevelSettings[] => {
          const own = levels[level];
          if (!isFields(own) || !isFields(own['set'])) return [];
          const path = ['controls', control, 'levels', level, 'set'];
          const by = { from: 'level', by: `level \`${level}\` of control \`${control}\`` } as const;
          return [{ control, level, settings: settingsOf(source, own['set'], path, by) }];
        });
    });
}

interface Owner {
  readonly control: string;
  readonly path: string;
}

/**
 * Problems of what levels set: the level of a control, or a value at a path (a whole or part of it) that another
 * control could set too. Factors of several controls multiply.
 */
export function rivalFaults(levels: readonly LevelSettings[]): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, Owner>();
  const within = new Map<string, Owner>();
  for (const { control, settings } of levels) {
    for (const setting of settings) {
      const { path, place } = setting;
      const written = parsePath(path);
      if (written === null) continue;
      const segments = fileSegments(written);
      if (isLevelPath(path)) {
        const message = 'a level cannot choose the level of a control';
        problems.push({ code: 'set', message, remedy: 'choose both in a portfolio', place });
      }
      if (isScaling(setting)) continue;
      const wholes = segments.map((_, i) => formatPath(segments.slice(0, i + 1)));
      const own = wholes.at(-1) ?? path;
      const rivals = [...wholes.map((whole) => owners.get(whole)), within.get(own)];
      const rival = rivals.find((owner) => owner !== undefined && owner.control !== control);
      if (rival !== undefined) {
        const message = `controls \`${rival.control}\` and \`${control}\` could both set \`${rival.path}\``;
        problems.push({
          code: 'rivals',
          message,
          remedy: 'let one of them scale it (`x0.5`), or join them into one control with more levels',
          place,
        });
      }
      owners.set(own, { control, path: own });
      for (const whole of wholes.slice(0, -1)) within.set(whole, { control, path: own });
    }
  }
  return problems;
}
