/** What needs what at an hour of a cascade: the goals that fall, and below each what it hangs on. */
import { percent } from '../../results/format/share.ts';
import type { TrialEvent } from '../../results/trial-document.ts';
import { stretchAt, type CourseRow } from '../../study/play/course.ts';
import type { ModelView, NodeView } from '../host/model-view.ts';
import type { PlayedView } from '../host/study-messages.ts';

export interface NeedLine {
  readonly depth: number;
  readonly node: string;
  readonly state: 'down' | 'partly' | 'well' | 'unbought';
  readonly words: string;
}

/** Members of a group that are well and stand ready: the rest are counted. */
const MOST_READY = 3;

const DOING: Readonly<Record<Extract<TrialEvent, { what: 'begins' }>['clock'], string>> = {
  switchover: 'switching over',
  restart: 'restarting',
  buffer: 'lives on its stock',
  fallback: 'prepares its fallback',
  blackStart: 'black start',
};

/** The clock that runs at a node, in words; empty where none does. */
function doingAt({ played }: PlayedView, node: string, hour: number): string {
  const running = new Map<string, string>();
  for (const event of played.events) {
    if (event.hour > hour + 1e-6 || !('node' in event) || event.node !== node) continue;
    if (event.what === 'begins') {
      if (event.hour + event.hours > hour) running.set(`${event.clock} ${event.need ?? ''}`, DOING[event.clock]);
    } else if (event.what === 'ends') running.delete(`${event.clock} ${event.need ?? ''}`);
  }
  return [...running.values()].at(-1) ?? '';
}

function lineOf(view: PlayedView, node: string, row: CourseRow | undefined, hour: number, depth: number): NeedLine {
  const stretch = row === undefined ? null : stretchAt(row, hour);
  if (stretch === null) {
    const doing = row === undefined ? '' : doingAt(view, node, hour);
    return { depth, node, state: 'well', words: doing === '' ? 'up' : `up, ${doing}` };
  }
  const doing = doingAt(view, node, hour);
  const left = stretch.capacity > 0 ? `at ${percent(stretch.capacity)}` : 'down';
  return {
    depth,
    node,
    state: stretch.capacity > 0 ? 'partly' : 'down',
    words: doing === '' ? left : `${left}, ${doing}`,
  };
}

/**
 * Goals that fall in the future first, else what was struck; below each node those of its needs that fall too, and what stands ready in
 * their place.
 *
 * @param levelOf The level of a control under the what-if that is shown.
 */
export function needsAtHour(
  view: PlayedView,
  { nodes }: Pick<ModelView, 'nodes'>,
  hour: number,
  levelOf: (control: string) => string,
): readonly NeedLine[] {
  const rows = new Map(view.played.rows.map((row) => [row.node, row]));
  const views = new Map(nodes.map((node) => [node.id, node]));
  const lines: NeedLine[] = [];
  const told = new Set<string>();
  const isStandIn = ({ needs }: NodeView, member: string): boolean =>
    needs.some(({ words, members }) => members.includes(member) && !/^(all \d+)?$/.test(words));
  const visit = (id: string, depth: number): void => {
    if (told.has(id)) return;
    told.add(id);
    const node = views.get(id);
    lines.push(lineOf(view, id, rows.get(id), hour, depth));
    if (node === undefined) return;
    const members = [...new Set(node.needs.flatMap((need) => need.members))];
    for (const member of members) if (rows.has(member)) visit(member, depth + 1);
    const ready = members.filter((member) => !rows.has(member) && !told.has(member) && isStandIn(node, member));
    for (const member of ready.slice(0, MOST_READY)) {
      const isControl = views.get(member)?.kind === 'control';
      const level = isControl ? levelOf(member) : '';
      lines.push(
        isControl
          ? { depth: depth + 1, node: member, state: 'unbought', words: level }
          : { depth: depth + 1, node: member, state: 'well', words: 'stands ready' },
      );
    }
    const more = ready.length - MOST_READY;
    if (more > 0) lines.push({ depth: depth + 1, node: `${more} more`, state: 'well', words: 'stand ready' });
  };
  const [first] = view.played.rows;
  const roots = view.goals.length > 0 ? view.goals : first === undefined ? [] : [first.node];
  for (const root of roots) visit(root, 0);
  return lines;
}
