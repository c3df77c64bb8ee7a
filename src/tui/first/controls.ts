/** The sixth answer: what is done about it, what that costs and stops. */
import { didYouMean } from '../../model/did-you-mean.ts';
import { constant, exampleIn, figure, MONEY, SHARE, TIME } from './figures.ts';
import { cleanName, counted, makeRegister, plainId } from './names.ts';
import type { Needs } from './needs.ts';
import { Collector, partsOf, picked, takenOut, type Part, type Picks, type Reading } from './reading.ts';
import type { Threats } from './threats.ts';

export type Verb = 'prevent' | 'deter' | 'contain';

export interface Control {
  readonly id: string;
  readonly name: string;
  /** In force today; otherwise an option. */
  readonly isInPlace: boolean;
  /** Ids of threats; none for what stands against nothing. */
  readonly against: readonly string[];
  readonly verb: Verb;
  readonly share: string | null;
  /** A need that it bridges, and for how long. */
  readonly bridges: { readonly by: string; readonly key: string; readonly hours: string } | null;
  readonly opex: string | null;
  readonly capex: { readonly amount: string; readonly life: string } | null;
}

const VERBS: readonly (readonly [Verb | 'bridge', RegExp, string])[] = [
  ['bridge', /\s(?:bridges|backs up|carries|covers)\s/i, 'bridges'],
  ['contain', /\s(?:shortens|contains|speeds up)\s/i, 'shortens'],
  ['deter', /\s(?:deters|discourages|makes rarer)\s/i, 'deters'],
  ['prevent', /\s(?:stops|prevents|blocks|catches|avoids|against)\s/i, 'stops'],
];
const OPTION = /\b(?:not yet|planned|an idea|an? option|not in place|not bought)\b|\((?:idea|option)\)|\bidea$|^idea:/i;
const IN_PLACE = /\b(?:in place|today|already|in force)\b/i;
const ODD = /\.\.|%|[£€$]|(?:^| )\d+(?:\.\d+)? ?\p{L}+$/u;

interface Costs {
  readonly opex: string | null;
  readonly capex: string | null;
  readonly life: string | null;
  readonly rest: string;
}

/** What is paid each year, what once and for how many years: `£8k once for 10 years`. */
function costsIn(text: string): Costs {
  let opex: string | null = null;
  let capex: string | null = null;
  let life: string | null = null;
  let rest = text;
  for (let [found, left] = takenOut(rest, MONEY); found !== null; [found, left] = takenOut(rest, MONEY)) {
    const at = rest.indexOf(found);
    if (/ per /.test(found)) opex ??= found;
    else {
      capex ??= found;
      const [once] = /^(?: once)?(?: (?:for |over |lasting |lasts |every )?(\d[\d.]*(?:\.\.\d[\d.]*)? years?))?/i.exec(
        rest.slice(at + found.length),
      ) ?? [''];
      life ??= /(\d[\d.]*) years?/i.exec(once) === null ? null : (/\d[\d.]* years?/i.exec(once)?.[0] ?? null);
      left = `${rest.slice(0, at)} ${rest.slice(at + found.length + once.length)}`.replace(/\s+/g, ' ').trim();
    }
    rest = left;
  }
  return {
    opex,
    capex,
    life,
    rest: rest
      .replace(/\b(?:costs?|costing|and|for)$|\bcosts?\b/gi, '')
      .replace(/\s+/g, ' ')
      .trim(),
  };
}

/** Whether a part has no name, so that it says more of what was named before it: `£400 per year`, `stops power cut 50%`. */
function saysMore(text: string): boolean {
  if (VERBS.some(([, pattern]) => ` ${text} `.search(pattern) === 0)) return true;
  const rest = costsIn(text).rest.replace(OPTION, '').replace(IN_PLACE, '');
  return (
    cleanName(rest.replace(/^(?:(?:lasts|lasting|over|for) )?\d[\d.]* years?$/i, '').replace(/^\(\s*\)$/, '')) === ''
  );
}

/** What is done. */
export function readControls(
  answer: string,
  service: string,
  needs: Needs,
  threats: Threats,
  picks: Picks,
  currency: string,
): Reading<readonly Control[]> {
  const read = new Collector();
  const taken = needs.things.flatMap(({ id, count }) => [
    id,
    ...Array.from({ length: count > 1 ? count : 0 }, (_, n) => `${id}-${n + 1}`),
  ]);
  const register = makeRegister(['all', needs.service, ...taken], 'control');
  const controls: Control[] = [];
  const nameOf = new Map(threats.threats.map(({ id, name }) => [id, name]));

  /** The threats that a text names; null with a fault where one is unknown. */
  const named = (part: Part, text: string): readonly string[] | null => {
    if (/^(?:all|everything|any of it|every threat)$/i.test(text)) return threats.threats.map(({ id }) => id);
    const ids: string[] = [];
    for (const each of text.split(/ and /i)) {
      const id = threats.register.known(counted(each).name) ?? threats.register.known(cleanName(each));
      if (id !== null) {
        ids.push(id);
        continue;
      }
      const left = threats.left.find((name) => plainId(name) === plainId(each));
      if (left !== undefined) {
        return [];
      }
      const names = [...nameOf.values()];
      const meant = didYouMean(each, names);
      return read.fault(
        part,
        `\`${each}\` is not named in question 5: ${meant === null ? (names.length === 0 ? 'nothing is named there yet' : `write ${names.slice(0, 4).join(', ')}, or all`) : `did you mean ${meant}?`}`,
      );
    }
    return [...new Set(ids)];
  };

  const take = (part: Part): void => {
    const isOption = OPTION.test(part.text);
    const plain = part.text
      .replace(/\bhalf of\b/gi, '50% of')
      .replace(OPTION, '')
      .replace(IN_PLACE, '')
      .replace(/\(\s*\)/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    const { opex, capex, life, rest: afterCosts } = costsIn(plain);
    const [share, afterShare] = takenOut(afterCosts, new RegExp(`${SHARE.source}(?: of)?`));
    const verb = VERBS.find(([, pattern]) => pattern.test(` ${afterShare} `));
    const match = verb?.[1].exec(` ${afterShare} `) ?? null;
    const object = match === null ? null : ` ${afterShare} `.slice(match.index + match[0].length).trim();
    const name = cleanName(match === null ? afterShare : ` ${afterShare} `.slice(0, match.index));
    const bare = /\d[\d.]*(?: ?(?:k|m|bn)(?![a-z]))?(?: per \p{L}+)?$/u.exec(name)?.[0] ?? '';
    if (/[a-z]/.test(bare)) {
      read.fault(part, `\`${bare}\`: in which currency? write ${exampleIn(`£${bare}`, currency)}`);
      return;
    }
    if (name === '' || ODD.test(name)) {
      read.fault(
        part,
        name === ''
          ? `\`${part.text}\` has no name: ${exampleIn('write generator £400 per year stops power cut 50..80%', currency)}`
          : `\`${name}\`: what is left cannot be read: ${exampleIn('write £400 per year, or £8k once for 10 years', currency)}, and a share such as 50..80%`,
      );
      return;
    }
    if (register.known(name) !== null) {
      read.fault(part, `${name} stands twice: give the second another name`);
      return;
    }
    const isInPlace = isOption ? false : IN_PLACE.test(part.text) || picked(picks, 5, plainId(name) || name, 2) === 0;
    const isSaid = isOption || IN_PLACE.test(part.text);
    const effect = match === null ? '' : (object ?? '');
    let bridges: Control['bridges'] = null;
    let against: readonly string[] = [];
    let says = '';
    const lacks: string[] = [];
    if (verb?.[0] === 'bridge') {
      const [time, thing] = takenOut(effect, new RegExp(`(?:for )?${TIME.source}$`, 'i'));
      const id = needs.register.known(counted(cleanName(thing)).name);
      const need = needs.needs.find(
        ({ by, key, members }) => id !== null && (key === id || members.includes(id)) && by !== id,
      );
      if (need === undefined) {
        read.fault(part, `\`${thing}\` is not named in question 4: what is bridged is a thing that ${service} needs`);
        return;
      }
      const hours = time === null ? null : (TIME.exec(time)?.[0] ?? null);
      if (hours === null) lacks.push(`for how long ${name} bridges ${thing}`);
      else {
        const checked = figure(hours, 'hours', 'varies', currency);
        if (!checked.ok) {
          read.fault(part, checked.words);
          return;
        }
        if (controls.some(({ bridges: other }) => other?.by === need.by && other.key === need.key)) {
          read.fault(part, `${thing} is bridged by something else already: join the two into one`);
          return;
        }
        bridges = { by: need.by, key: need.key, hours };
      }
      says = `bridges ${thing}${hours === null ? ' for how long?' : ` for ${hours.replace('..', ' to ')}`}`;
    } else {
      const ids = match === null || effect === '' ? [] : named(part, effect);
      if (ids === null) return;
      against = ids;
      if (share === null) lacks.push(`what share ${name} stops`);
      else {
        const checked = figure(share.replace(/ of$/, ''), 'share', 'uncertain', currency);
        if (!checked.ok) {
          read.fault(part, checked.words);
          return;
        }
      }
      if (against.length === 0)
        lacks.push(`what ${name} stands against${effect === '' ? '' : ` (${effect} is left out)`}`);
      const names = against.map((id) => nameOf.get(id) ?? id).join(' and ');
      says = `${verb?.[2] ?? 'stops'} ${share === null ? 'what share' : share.replace(/ of$/, '').replace('..', ' to ')} of ${names === '' ? 'what' : names}${share === null || names === '' ? '?' : ''}`;
    }
    const money = [
      opex === null ? null : figure(opex, 'money/hour', 'uncertain', currency),
      capex === null ? null : figure(capex, 'money', 'uncertain', currency),
      life === null ? null : constant(life, 'hours', currency),
    ].flatMap((checked) => (checked === null || checked.ok ? [] : [checked.words]));
    if (money.length > 0) {
      for (const words of money) read.fault(part, words);
      return;
    }
    if (capex !== null && life === null) {
      read.fault(part, `${capex}: once or each year? write ${capex} per year, or ${capex} once for 10 years`);
      return;
    }
    const cost = [opex, capex === null ? null : `${capex} for ${life ?? ''}`]
      .filter((words) => words !== null)
      .join(' and ');
    read.row(part, {
      key: plainId(name) || name,
      name,
      kind: cost === '' ? 'costs?' : cost,
      says: isSaid ? `${says}, ${isInPlace ? 'in place today' : 'not in place yet'}` : says,
      guess: isSaid ? null : isInPlace ? 'in place today?' : 'not in place yet?',
      choices: isSaid ? 0 : 2,
    });
    if (cost === '') read.missing.push(`what ${name} costs: it counts as nothing`);
    if (lacks.length > 0) {
      read.missing.push(`${lacks.join(' and ')}: it is left out`);
      return;
    }
    controls.push({
      id: register.idOf(name),
      name,
      isInPlace,
      against,
      verb: verb === undefined || verb[0] === 'bridge' ? 'prevent' : verb[0],
      share: bridges === null ? (share?.replace(/ of$/, '') ?? null) : null,
      bridges,
      opex,
      capex: capex === null || life === null ? null : { amount: capex, life },
    });
  };
  for (const part of partsOf(answer, saysMore)) take(part);
  return read.of(controls);
}
