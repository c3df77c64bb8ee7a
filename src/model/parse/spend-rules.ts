/** What constrains the choice of levels of a control, and how its figures are taken. */
import type { Control } from '../model.ts';
import { clash, closure, type PortfolioRules, portfolioRules, reasonWords, whyNotAllowed } from '../portfolio-rules.ts';
import type { SourcePath } from '../problem.ts';
import { parseOverrun } from '../quantity/parse-spend.ts';
import type { Quantity } from '../quantity.ts';
import type { SpendRules } from '../spend.ts';
import { hoursAfter } from '../time/date-time.ts';
import { type Head, parseDate } from './head.ts';
import type { Names } from './names.ts';
import type { Reader } from './reader.ts';
import { type Fields, isFields, order } from './tree.ts';

/** A level by its name; undefined, reported, if the control has none of that name. */
function parseLevelOf(
  reader: Reader,
  names: Names,
  control: string,
  value: unknown,
  path: SourcePath,
): string | undefined {
  const level = reader.text(value, path, 'a level');
  if (level === null) return undefined;
  const known = names.levels.get(control) ?? [];
  if (known.includes(level)) return level;
  if (known.length > 0) reader.unknown(path, `level of \`${control}\``, level, known);
  return undefined;
}

function parseExcludes(reader: Reader, names: Names, id: string, value: unknown, path: SourcePath): string[] {
  return reader
    .texts(value, path, '`excludes`')
    .flatMap(([name, at]) => {
      if (name === id) reader.report(at, 'loop', `\`${id}\` excludes itself`, 'leave it out');
      else if (!names.controls.has(name)) reader.unknown(at, 'control', name, names.controls);
      return name === id || !names.controls.has(name) ? [] : [name];
    })
    .toSorted(order);
}

function parseRequires(
  reader: Reader,
  names: Names,
  id: string,
  value: unknown,
  path: SourcePath,
): NonNullable<SpendRules['requires']> {
  return Object.entries(reader.fields(value, path, '`requires`', null) ?? {})
    .toSorted(([a], [b]) => order(a, b))
    .flatMap(([control, raw]) => {
      const at = [...path, control];
      if (control === id) {
        const remedy = 'write `mandatory` where it must have that level, or leave the levels below it out';
        reader.report(at, 'loop', `\`${id}\` requires itself`, remedy, 'key');
        return [];
      }
      if (!names.controls.has(control)) {
        reader.unknown(at, 'control', control, names.controls, 'key');
        return [];
      }
      if (raw === null)
        reader.report(at, 'missing', `no level of \`${control}\` is named`, `write \`${control}: basic\``);
      const level = parseLevelOf(reader, names, control, raw, at);
      return level === undefined ? [] : [{ control, level }];
    });
}

/** The date at which the current level was bought: not after the start. */
function parseBought(reader: Reader, head: Head, value: unknown, path: SourcePath): string | undefined {
  const date = parseDate(reader, value, path);
  if (date === undefined || hoursAfter(head.starts, date) <= 0) return date;
  reader.report(path, 'date', 'what stands was bought before `starts`', 'write `from:` for what is yet to come');
  return undefined;
}

/** The first day on which another level can work: before the end of the horizon. */
function parseFrom(reader: Reader, head: Head, value: unknown, path: SourcePath): string | undefined {
  const date = parseDate(reader, value, path);
  if (date === undefined || hoursAfter(head.starts, date) < head.horizonHours) return date;
  const remedy = 'write a longer `horizon`, or leave the control out';
  reader.report(path, 'outside', 'it can work only after the end of the horizon', remedy);
  return undefined;
}

function parseCapexFactor(reader: Reader, value: unknown, path: SourcePath): Quantity | undefined {
  const raw = reader.plain(value, path);
  return raw === undefined ? undefined : reader.parsed(parseOverrun(raw, reader.context), path);
}

/** @param fields Those of the control. */
export function parseSpendRules(
  reader: Reader,
  names: Names,
  head: Head,
  id: string,
  fields: Fields,
  path: SourcePath,
): SpendRules {
  const at = (key: string): SourcePath => [...path, key];
  const excludes = parseExcludes(reader, names, id, fields['excludes'], at('excludes'));
  const requires = parseRequires(reader, names, id, fields['requires'], at('requires'));
  const rules: SpendRules = {
    mandatory: parseLevelOf(reader, names, id, fields['mandatory'], at('mandatory')),
    excludes: excludes.length === 0 ? undefined : excludes,
    requires: requires.length === 0 ? undefined : requires,
    bought: parseBought(reader, head, fields['bought'], at('bought')),
    from: parseFrom(reader, head, fields['from'], at('from')),
    haircut: reader.quantity(fields['haircut'], at('haircut'), 'share', 'uncertain', { fixed: 'a haircut' }),
    capexFactor: parseCapexFactor(reader, fields['overrun'], at('overrun')),
    elasticity: reader.quantity(fields['elasticity'], at('elasticity'), 'factor', 'uncertain', { fixed: 'spend' }),
  };
  return rules;
}

/** What forces a control above its lowest level, rule by rule, from what is mandatory or the control asked about. */
function chainWords(rules: PortfolioRules, asked: number | null, end: number): string {
  const { controls, of } = rules;
  const name = (i: number): string => controls[i]?.id ?? '';
  const from = new Map<number, number | null>();
  const open: number[] = [];
  of.forEach(({ mandatory }, i) => {
    if (mandatory === 0 && i !== asked) return;
    from.set(i, null);
    open.push(i);
  });
  for (const i of open) {
    for (const { control, level } of of[i]?.requires ?? []) {
      if (level === 0 || from.has(control)) continue;
      from.set(control, i);
      open.push(control);
    }
  }
  const chain: string[] = [];
  for (let i: number | null | undefined = end; i !== null && i !== undefined; i = from.get(i)) {
    const before: number | null | undefined = from.get(i);
    if (before !== null && before !== undefined) chain.unshift(`\`${name(before)}\` requires \`${name(i)}\``);
    else if (i !== asked) chain.unshift(`\`${name(i)}\` is mandatory at \`${controls[i]?.mandatory ?? ''}\``);
  }
  return chain.join(', ');
}

/** The message for two controls that cannot both be above their lowest level, and are. */
function clashWords(rules: PortfolioRules, asked: number | null, [a, b]: readonly [number, number]): string {
  const { controls } = rules;
  const excludes = `\`${controls[a]?.id ?? ''}\` and \`${controls[b]?.id ?? ''}\` exclude each other`;
  return [chainWords(rules, asked, a), chainWords(rules, asked, b), excludes].filter(Boolean).join(', ');
}

/** Position of a control's rule that leads to a clash. */
function ruleKey({ requires, excludes }: Control): string {
  return requires !== undefined ? 'requires' : excludes !== undefined ? 'excludes' : 'levels';
}

/**
 * Reports rules that no portfolio can satisfy, controls that can never be above their lowest level, and choices that
 * break a rule on which controls can be combined: what is in force today, and portfolios of the file. Today's level may
 * well be below what is mandatory.
 *
 * @param portfolios The section of the file.
 */
export function reportRules(reader: Reader, controls: readonly Control[], portfolios: unknown): void {
  const rules = portfolioRules({ controls });
  const without = closure(rules, []);
  const impossible = clash(rules, without);
  if (impossible !== null) {
    const [first] = impossible;
    const control = controls[first];
    const message = `no portfolio is allowed: ${clashWords(rules, null, impossible)}`;
    const key = control?.mandatory !== undefined ? 'mandatory' : control === undefined ? 'levels' : ruleKey(control);
    reader.report(['controls', control?.id ?? '', key], 'rules', message, 'take one of these rules away', 'key');
    return;
  }
  let isStuck = false;
  controls.forEach((control, i) => {
    if (control.levels.length < 2 || (without[i] ?? 0) > 0) return;
    const found = clash(
      rules,
      closure(
        rules,
        Int32Array.from(controls, (_, j) => (j === i ? 1 : 0)),
      ),
    );
    if (found === null) return;
    isStuck = true;
    const message = `\`${control.id}\` can never be above \`${control.levels[0]?.id ?? ''}\`: ${clashWords(rules, i, found)}`;
    const path = ['controls', control.id, ruleKey(control)];
    reader.report(path, 'rules', message, 'take one of these rules away', 'key');
  });
  const today = whyNotAllowed(rules, {}).filter(({ kind }) => kind === 'excludes' || kind === 'requires');
  for (const reason of today) {
    const path = ['controls', reason.control, 'current'];
    const message = `what is in force today breaks a rule: ${reasonWords(reason)}`;
    reader.report(path, 'rules', message, 'change `current`, or the rule');
  }
  if (isStuck || today.length > 0) return;
  for (const [name, levels] of Object.entries(isFields(portfolios) ? portfolios : {})) {
    for (const reason of whyNotAllowed(rules, isFields(levels) ? (levels as Readonly<Record<string, string>>) : {})) {
      if (reason.kind !== 'excludes' && reason.kind !== 'requires') continue;
      const message = `portfolio \`${name}\` breaks a rule: ${reasonWords(reason)}`;
      reader.report(['portfolios', name], 'rules', message, 'choose other levels in it', 'key');
    }
  }
}
