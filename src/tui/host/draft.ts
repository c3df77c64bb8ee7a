/** Makes a file of a first model: read by the reader of model files, with what it reads there in comments. */
import { readModelFileText } from '../../io/read-model.ts';
import type { Model } from '../../model/model.ts';
import type { Problem } from '../../model/problem.ts';
import { controlSentences } from '../../report/read-back/controls.ts';
import { limitSentence } from '../../report/read-back/limits.ts';
import { nodeSentences } from '../../report/read-back/nodes.ts';
import { makeReader } from '../../report/read-back/quantity-words.ts';
import { calendarSentences } from '../../report/read-back/settings.ts';
import { threatSentences } from '../../report/read-back/threats.ts';
import type { FirstModel } from '../first/first-model.ts';
import { modelText, type Sentences } from '../first/model-text.ts';
import { lawOf } from './laws.ts';

/** The text of the file; or what is wrong with it, which is then our fault. */
export type Draft =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What `check --read` says of each thing of a model. */
function sentencesOf(model: Model): Sentences {
  const reader = makeReader(model, lawOf);
  const said = new Map<string, readonly string[]>([['calendar', calendarSentences(model)]]);
  for (const node of model.nodes)
    if (node.kind !== 'control') said.set(`nodes.${node.id}`, nodeSentences(node, reader));
  for (const threat of model.threats) said.set(`threats.${threat.id}`, threatSentences(threat, reader));
  for (const control of model.controls) said.set(`controls.${control.id}`, controlSentences(control, reader));
  for (const limit of model.limits) said.set(`appetite.limits.${limit.id}`, [limitSentence(limit, model)]);
  return (path) => said.get(path) ?? [];
}

/** @param file Its name in problems. */
export function draftOf(first: FirstModel, file: string): Draft {
  const bare = readModelFileText(modelText(first), file).under();
  if (!bare.ok) return bare;
  const text = modelText(first, sentencesOf(bare.value));
  // Comments change nothing: what is written is what was read
  const whole = readModelFileText(text, file).under();
  return whole.ok ? { ok: true, text } : whole;
}
