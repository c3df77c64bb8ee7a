/** Figures that a model file states, by the paths that `set` takes. */
import { amountKey, fileSegments, LOSS_PATTERN, namedIn, namesIn, sealed } from './parse/addresses.ts';
import { isFields, type Fields, type Tree } from './parse/tree.ts';
import { formatPath } from './path.ts';

/** A figure as it stands in the file. */
export interface StatedFigure {
  /** `nodes.hub.restart`. */
  readonly path: string;
  /** As it is written: `4..9 h (ops-day)`. */
  readonly text: string;
}

/** Sections whose figures are simulated. */
const SECTIONS = ['inputs', 'nodes', 'threats', 'controls', 'common causes', 'drivers', 'correlations', 'spend'];

/** Keys whose values are names, dates and prose, whatever digits they have. */
const PROSE: ReadonlySet<string> = new Set([
  'title',
  'label',
  'description',
  'owner',
  'goal',
  'kind',
  'discipline',
  'like',
  'was',
  'tags',
  'against',
  'current',
  'order',
  'date',
  'by',
  'id',
  'of',
  'between',
]);

/** A number, a text with a digit in it, a formula. */
const isFigure = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && (/\d/.test(value) || value.startsWith('=')));

/** A path as people write it: a state of a driver without `states`. */
function written(path: readonly string[]): string {
  const [section, driver = '', key, ...rest] = path;
  const short = section === 'drivers' && key === 'states' ? [section, driver, ...rest] : path;
  const isSame = fileSegments(short).join('\n') === path.join('\n');
  return formatPath(isSame ? short : path);
}

/**
 * All figures that the text of a file states and that can be set, in the order of their paths. What `like` copies is listed where it is
 * written.
 *
 * @param value The file as it was read.
 * @param most At most as many: of a large model the first ones.
 */
export function statedFigures(value: unknown, most: number = Infinity): readonly StatedFigure[] {
  const found: StatedFigure[] = [];
  const visit = (node: unknown, path: readonly string[], pattern: string): void => {
    if (found.length >= most || sealed(pattern, false) !== undefined) return;
    if (isFigure(node)) {
      if (sealed(pattern, true) === undefined) found.push({ path: written(path), text: String(node) });
      return;
    }
    if (pattern === LOSS_PATTERN && isFields(node)) return visitLoss(node, path);
    const isNamed = namedIn(pattern) !== undefined;
    if (Array.isArray(node) && !isNamed) return;
    if (!Array.isArray(node) && !isFields(node)) return;
    for (const [name, key] of namesIn(node as Tree | readonly unknown[])) {
      if (!isNamed && PROSE.has(name)) continue;
      visit((node as Fields)[key], [...path, name], `${pattern}.${isNamed ? '*' : name}`);
    }
  };
  /** The path of a loss means its amount. */
  const visitLoss = (loss: Fields, path: readonly string[]): void => {
    const amount = amountKey(loss);
    if (amount !== undefined && isFigure(loss[amount])) found.push({ path: written(path), text: String(loss[amount]) });
    for (const key of Object.keys(loss).toSorted()) {
      if (key !== amount) visit(loss[key], [...path, key], `${LOSS_PATTERN}.${key}`);
    }
  };
  for (const section of SECTIONS) {
    if (isFields(value)) visit(value[section], [section], section);
  }
  return found;
}
