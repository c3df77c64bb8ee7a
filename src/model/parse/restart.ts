/** How long a node takes to restart: `4..9 h`, or stages by how long its needs were down. */
import { didYouMean } from '../did-you-mean.ts';
import type { RestartStage } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseConstant } from '../quantity/parse-quantity.ts';
import type { Reader } from './reader.ts';
import { isFields, Scaled, unscaled } from './tree.ts';

const KEY = /^after\s+(?=\S)/;
const EXAMPLE = '`restart: { after 0 h: 5..20 min, after 4 h: 2..10 days }`';

/** Hours after which a stage applies; undefined, reported, when its key is not a time. */
function hoursOf(reader: Reader, key: string, path: SourcePath): number | undefined {
  const head = KEY.exec(key);
  if (head === null) {
    const near = didYouMean(key.split(/\s/)[0] ?? '', ['after']);
    const meant = near === null ? `write ${EXAMPLE}` : `did you mean \`${key.replace(/^\S+/, near)}\`?`;
    reader.report(path, 'stage', `\`${key}\` is no stage of a restart`, meant, 'key');
    return undefined;
  }
  const hours = parseConstant(key.slice(head[0].length), 'hours', reader.context);
  if (hours.ok) return hours.value;
  reader.report(path, hours.fault.code, hours.fault.message, hours.fault.remedy, 'key');
  return undefined;
}

type Stage = RestartStage & { readonly id: string };

/** Stages in order of time; a factor on all of them scales each. */
function parseStages(reader: Reader, value: unknown, factor: number, path: SourcePath): Stage[] {
  const fields = reader.fields(value, path, '`restart`', null) ?? {};
  const found = Object.entries(fields).map(([id, raw]): Stage | null => {
    const at = [...path, id];
    const after = hoursOf(reader, id, at);
    if (raw === null) reader.report(at, 'missing', `no time is given for \`${id}\``, `write \`${id}: 5..20 min\``);
    const hours = reader.quantity(factor === 1 ? raw : new Scaled(raw, factor), at, 'hours', 'varies');
    return after === undefined || hours === undefined ? null : { id, after, hours };
  });
  const stages = found.filter((stage) => stage !== null).toSorted((a, b) => a.after - b.after);
  for (const [i, stage] of stages.entries()) {
    const before = stages[i - 1];
    if (before === undefined || stage.after > before.after) continue;
    const message = `\`${before.id}\` and \`${stage.id}\` are one time`;
    reader.report([...path, stage.id], 'twice', message, 'leave one of them out', 'key');
  }
  const [first] = stages;
  if (found.length === 0) reader.report(path, 'shape', 'the restart has no stages', `write ${EXAMPLE}`, 'key');
  if (first !== undefined && first.after > 0 && !found.includes(null)) {
    const message = `nothing says how long a restart takes before \`${first.id}\``;
    reader.report(path, 'stage', message, 'add a stage `after 0 h: 5..20 min`, or `after 0 h: 0 h` for none', 'key');
  }
  return stages;
}

/** The stages of a restart, ascending, the first from 0 h; undefined where there is no restart. */
export function parseRestart(reader: Reader, value: unknown, path: SourcePath): RestartStage[] | undefined {
  const { raw, factor } = unscaled(value);
  if (isFields(raw)) return parseStages(reader, raw, factor, path);
  const hours = reader.quantity(value, path, 'hours', 'varies');
  return hours === undefined ? undefined : [{ id: null, after: 0, hours }];
}
