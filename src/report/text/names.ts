/** How pages call nodes, controls and threats: by their labels; the ids, which people type, stand at the end of the page. */
import { rootWords } from '../../results/names.ts';
import { prose, section } from './section.ts';
import type { Page } from './style.ts';

/** A node or control. */
export const nodeName = (id: string, { names }: Page): string => names?.nodes.get(id) ?? id;

/** A threat, or what else causes loss. */
export const threatName = (id: string, { names }: Page): string => names?.threats.get(id) ?? rootWords(id);

/** The ids of what the lines above call by a label. */
export function idsBehind(above: readonly string[], page: Page): string[] {
  const { names } = page;
  if (names === undefined) return [];
  const flat = above.join(' ').replace(/\s+/g, ' ');
  // A cell of a table breaks a label into lines that stand beside other cells
  const isThere = (label: string): boolean => label.split(' ').every((word) => flat.includes(word));
  const entries = [...names.nodes, ...names.threats].filter(
    ([id, label]) => !label.endsWith(`(${id})`) && isThere(label),
  );
  if (entries.length === 0) return [];
  // Options take the state of a driver without what says that it is one
  const words = entries.map(([id, label]) => `${label}: ${id.replace(/^driver:/, '')}`).join('; ');
  return section('Ids, as the model and the options take them', prose(`${words}.`, page).map(page.style.quiet), page);
}
