/** What is set, chosen and said beside the model in force, read back. */
import type { FileNotes, Model, Setting, Shock } from '../../model/model.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import { listed } from '../../results/format/count.ts';
import { plainTime } from '../../results/format/date.ts';
import { percent } from '../../results/format/share.ts';
import { holdSentences } from './holds.ts';
import type { Reader } from './quantity-words.ts';

/** `sets nodes.hub.restart to 6..14 h`, `scales it by 2`. */
export const settingWords = ({ path, value, scales }: Setting): string =>
  scales ? `scales ${path} by ${value.replace(/^\s*x\s*/, '')}` : `sets ${path} to ${value}`;

/** The sentences on an entry beside what it does: its description, its owner, its earlier id. */
export function aboutSentences(notes: FileNotes, key: string): string[] {
  return (notes.about[key] ?? []).flatMap(({ path, value }) => {
    if (path === 'occurs') return [];
    if (path === 'optional') return 'What it does not find is left out.';
    if (path === 'was') return `Its earlier id, ${value}, gives it its draws.`;
    return path === 'owner' ? `Owner: ${value}.` : sentence(value);
  });
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function shockSentence(shock: Shock, reader: Reader): string {
  const outage = shock.outage === 'forever' ? 'for good' : `for ${reader.words(shock.outage)}`;
  const falls = shock.leaves > 0 ? `at ${percent(shock.leaves)}` : 'down';
  const on = plainTime(dateAfter(reader.model.starts, shock.atHours));
  const name = /^\d{4}-\d{2}-\d{2}T/.test(shock.id) ? '' : ` (${shock.id})`;
  return `On ${on}${name} ${shock.node} is ${falls} ${outage}; nothing stops that.`;
}

export interface ScenarioWords {
  readonly name: string;
  readonly sentences: readonly string[];
}

/** Every scenario: what it says, sets and brings. */
export function scenarioWords(reader: Reader): ScenarioWords[] {
  const { notes, scenario } = reader.model;
  return notes.scenarios.map(({ id, description, story, extends: from, chance, sets, holds, shocks }) => ({
    name: id === scenario ? `${id} (in force)` : id,
    sentences: [
      ...(description === null ? [] : [sentence(description)]),
      ...(story === null ? [] : [sentence(story)]),
      ...(from === null ? [] : [`It extends ${from}.`]),
      ...(chance === null ? [] : [`Its author gives it a chance of ${reader.words(chance)}.`]),
      ...holdSentences(holds, reader),
      ...sets.map((setting) => `It ${settingWords(setting)}.`),
      ...shocks.map((shock) => shockSentence(shock, reader)),
      ...(from === null && sets.length + shocks.length + holds.length === 0 ? ['It changes nothing.'] : []),
    ],
  }));
}

/** A sentence for each portfolio. */
export function portfolioSentences({ notes, selection }: Model): string[] {
  return notes.portfolios.map(({ id, levels }) => {
    const chosen = levels.map(({ path, value }) => `${path} at ${value}`);
    const name = id === selection.portfolio ? `${id} (in force)` : id;
    return `${name}: ${chosen.length === 0 ? 'all' : `${listed(chosen)}; all else`} as it is today.`;
  });
}

/** Each name of the calendar: its rule, and how much of the horizon it is in force. */
export function calendarSentences({ notes, calendar, horizonHours }: Model): string[] {
  return notes.calendar.map(({ path, value }) => {
    const hours = (calendar[path] ?? []).reduce((sum, { from, to }) => sum + to - from, 0);
    return `${path}: ${value.replace(/^\[(.*)\]$/, '$1')}; ${percent(hours / horizonHours, 0.001)} of the time.`;
  });
}
