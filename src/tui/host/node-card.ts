/** What a node is, in the sentences of `check --read`, and what stands beside it. */
import type { Control, Model } from '../../model/model.ts';
import { nodeSentences } from '../../report/read-back/nodes.ts';
import { makeReader } from '../../report/read-back/quantity-words.ts';
import { controlSentences } from '../../report/read-back/controls.ts';
import { lawOf } from './laws.ts';
import type { RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { Beside, NodeCard } from './study-messages.ts';
import { variantOf } from './variant.ts';
import type { Task, Workspace } from './workspace.ts';

/** What a control has to do with a node, in words; null where nothing. */
function besideWords(model: Model, node: string, { id, against }: Control): string | null {
  const { threats, notes, nodes } = model;
  const threatsHere = new Set(
    threats.flatMap((threat) => (threat.affects.some((one) => one.node === node) ? [threat.id] : [])),
  );
  const stopped = against.filter(
    ({ threat, nodes: own }) => threatsHere.has(threat) && (own === null || own.includes(node)),
  );
  const [first, ...others] = [...new Set(stopped.map(({ threat }) => threat))];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  if (first !== undefined) return `against ${first}${more}`;
  const path = `nodes.${node}.`;
  const set = notes.levels
    .flatMap(({ control, sets }) => (control === id ? sets : []))
    .find((one) => one.path.startsWith(path));
  if (set !== undefined) return `changes ${set.path.slice(path.length)}`;
  const needs = nodes.find((one) => one.id === node)?.needs ?? [];
  if (needs.some(({ members }) => members.includes(id))) return 'is one of its needs';
  const isAlternative = nodes.some((one) =>
    one.needs.some(({ kind, members }) => kind !== 'all' && members.includes(id) && members.includes(node)),
  );
  return isAlternative ? 'can stand in for it' : null;
}

/** Controls that act on what strikes a node, change it, feed it or can stand in for it. */
export function besideOf(model: Model, node: string): readonly Beside[] {
  return model.controls.flatMap((control) => {
    const words = besideWords(model, node, control);
    return words === null || control.id === node ? [] : [{ control: control.id, level: control.level, words }];
  });
}

/** @throws Error for a node that the model does not have. */
function nodeCard(model: Model, id: string): NodeCard {
  const node = model.nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`there is no node ${id} any more`);
  const reader = makeReader(model, lawOf);
  const control = model.controls.find((one) => one.id === id);
  const own = nodeSentences(node, reader);
  return {
    node: id,
    sentences: control === undefined ? own : [...own, ...controlSentences(control, reader)],
    struckBy: model.threats.flatMap((threat) =>
      threat.affects.some((effect) => effect.node === id) ? [threat.id] : [],
    ),
    beside: besideOf(model, id),
  };
}

export function card({ changes, node }: RequestOf<'card'>, { session }: Workspace, task: Task): Promise<void> {
  const { model } = variantOf(session, selectionOf(changes));
  task.say({ kind: 'card', card: nodeCard(model, node) });
  return Promise.resolve();
}
