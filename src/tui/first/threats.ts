/** The fifth answer: what could take it away, how soon and for how long. */
import { didYouMean } from '../../model/did-you-mean.ts';
import { exampleIn, figure, MONEY, OFTEN, often, SHARE, TIME } from './figures.ts';
import { cleanName, counted, makeRegister, plainId, singular, type Register } from './names.ts';
import type { Needs, Thing } from './needs.ts';
import { Collector, partsOf, picked, takenOut, vagueIn, type Part, type Picks, type Reading } from './reading.ts';

export interface Threat {
  readonly id: string;
  readonly name: string;
  readonly occurs: string;
  /** What it takes down: null where it only costs money. */
  readonly effect: { readonly target: string; readonly one: boolean; readonly outage: string } | null;
  readonly cost: string | null;
}

export interface Threats {
  readonly threats: readonly Threat[];
  readonly register: Register;
  /** Names of those of which too little was said, so that they are left out. */
  readonly left: readonly string[];
}

/** What says that something is struck, so that what follows must be known. */
const HITS = /\s(?:hits|strikes|takes away|takes out|takes down|cuts off|disables)\s/gi;
/** What may say so, and may as well be a part of a name: `oven breaks down`. */
const MAY_HIT = /\s(?:stops|shuts|cuts|takes|breaks|closes|at|of|in)\s/gi;
const ODD = /\.\.|%|[£€$]|\b(?:every|per|within)\b|(?:^| )\d+(?:\.\d+)? ?\p{L}+$/iu;
const LEFT =
  /^(?:and|with|that|which|it|,)\s|\s(?:and|with|that|which|it|for|lasts|lasting|comes|coming|costs|costing|about)$/i;

/** A text without words that joined figures to it. */
function joined(text: string): string {
  let rest = text;
  for (let next = rest.replace(LEFT, ''); next !== rest; next = rest.replace(LEFT, '')) rest = next;
  return cleanName(rest);
}

interface Split {
  readonly subject: string;
  readonly object: string;
}

/** A text before and after each word of a kind, where there is something on both sides. */
const splitsOf = (text: string, words: RegExp): readonly Split[] =>
  [...` ${text} `.matchAll(words)].flatMap((match) => {
    const [subject, object] = [
      ` ${text} `.slice(0, match.index).trim(),
      ` ${text} `.slice(match.index + match[0].length).trim(),
    ];
    return object === '' ? [] : [{ subject, object }];
  });

interface Figures {
  readonly occurs: string | null;
  readonly outage: string | null;
  readonly cost: string | null;
  readonly rest: string;
}

function figuresIn(text: string): Figures {
  const [cost, withoutCost] = takenOut(
    text,
    new RegExp(`(?:(?:and )?costs? (?:us )?)?${MONEY.source}(?: each(?: time)?)?`),
  );
  const [occurs, withoutOften] = takenOut(withoutCost, OFTEN);
  const [forever, withoutEver] = takenOut(withoutOften, /\bfor (?:good|ever)\b|\bforever\b/i);
  const [time, rest] = takenOut(withoutEver, new RegExp(`(?:(?:for|lasts|lasting) )?${TIME.source}`, 'i'));
  return {
    cost: cost === null ? null : (MONEY.exec(cost)?.[0] ?? null),
    occurs,
    outage: forever === null ? (time === null ? null : (TIME.exec(time)?.[0] ?? null)) : 'forever',
    rest: joined(rest),
  };
}

/** Whether a part has no name, so that it says more of the threat before it: `twice a year`, `hits electricity`. */
function saysMore(text: string): boolean {
  if (/^(?:hits|strikes|takes away|takes out|takes down|cuts off|disables)\s/i.test(text)) return true;
  const { occurs, outage, cost, rest } = figuresIn(text);
  return rest === '' && (occurs !== null || outage !== null || cost !== null);
}

interface Target {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  /** Of several: one by chance, or each of them. */
  readonly one: boolean;
}

/** All that a threat may take away; of several one, or all. */
const targetsOf = (service: string, needs: Needs): readonly Target[] => {
  const things: readonly Pick<Thing, 'id' | 'name' | 'count'>[] = [
    ...needs.things,
    { id: needs.service, name: service, count: 1 },
  ];
  return things.flatMap(({ id, name, count }) =>
    count > 1
      ? [
          { id, name, count, one: true },
          { id, name, count, one: false },
        ]
      : [{ id, name, count, one: false }],
  );
};

/** What is called in other words than what it takes away. */
const MEANT: readonly (readonly [words: RegExp, thing: RegExp])[] = [
  [/\b(?:power|electric|black-?out|brown-?out)/i, /\b(?:power|electric|mains|grid)/i],
  [
    /\b(?:internet|network|broadband|line fault|wi-?fi|hack|virus|ransom|cyber)/i,
    /\b(?:internet|network|broadband|wi-?fi|line|system|server|computer)/i,
  ],
  [/\b(?:flu|ill|illness|sick|sickness|covid|strike|resigns|resignation|holiday)\b/i, /./],
];

/** The targets that are most likely meant where none is named: what the words speak of, people for illness; otherwise the service. */
function likely(words: string, targets: readonly Target[], things: Needs['things']): readonly Target[] {
  const isPerson = ({ id }: Target): boolean =>
    things.some((thing) => thing.id === id && /person|team/.test(thing.kind));
  const [, thing] = MEANT.find(([said]) => said.test(words)) ?? [];
  const fits =
    thing === undefined
      ? []
      : targets.filter((target) => (thing.source === '.' ? isPerson(target) : thing.test(target.name)));
  return [...fits, ...targets.slice(-1)];
}

/** The targets that the words of a threat name, the longest name first. */
function namedIn(words: string, targets: readonly Target[]): readonly Target[] {
  const text = `-${plainId(words)}-`;
  const fits = ({ name }: Target): boolean =>
    plainId(name) !== '' &&
    [plainId(name), plainId(singular(name))].some((id) => text.includes(`-${id}-`) || text.includes(`-${id}s-`));
  return targets.filter(fits).toSorted((a, b) => b.name.length - a.name.length);
}

/** What can happen. @param starts The day on which the model begins. */
export function readThreats(
  answer: string,
  service: string,
  needs: Needs,
  picks: Picks,
  currency: string,
  starts: string,
): Reading<Threats> {
  const read = new Collector();
  const register = makeRegister(['all'], 'threat');
  const threats: Threat[] = [];
  const left: string[] = [];
  const all = targetsOf(service, needs);

  const idOf = (object: string): string | null =>
    needs.register.known(counted(object.replace(/^(?:one of|one|all of|all|both of|both) (?:the |our )?/i, '')).name);

  const isJoined = (object: string): boolean => {
    const both = object.split(/ (?:and|&) /i);
    return both.length > 1 && both.every((each) => idOf(each) !== null);
  };

  const take = (part: Part): void => {
    const { occurs, outage, cost, rest } = figuresIn(part.text);
    const sure = splitsOf(rest, HITS)[0];
    const split = sure ?? splitsOf(rest, MAY_HIT).find(({ object }) => idOf(object) !== null);
    const id = split === undefined ? null : idOf(split.object);
    if (split !== undefined && id === null) {
      const names = [...new Set(all.map((target) => target.name))];
      const meant = didYouMean(split.object, names);
      read.fault(
        part,
        `\`${split.object}\` is not named in question 4: ${isJoined(split.object) ? 'one thing a line: name there what both of them need, such as building, and hit that' : meant === null ? `name it there, or write ${names.slice(0, 4).join(', ')}` : `did you mean ${meant}?`}`,
      );
      return;
    }
    const named = split?.object ?? '';
    const isOne = /^one (?:of )?/i.test(named);
    const isAll = /^(?:all|both)\b/i.test(named);
    const name = cleanName(split?.subject ?? rest);
    const vague = vagueIn(rest);
    if (vague !== null) {
      read.fault(
        part,
        `\`${vague}\`: nobody knows exactly: write a range that you are 90% sure of, such as every 5..20 years for 2..8 h`,
      );
      return;
    }
    const bare = /\bcosts? (\d.*)$/i.exec(name)?.[1];
    if (bare !== undefined) {
      read.fault(part, `\`${bare}\`: in which currency? write costs ${exampleIn(`£${bare}`, currency)}`);
      return;
    }
    if (name === '' || ODD.test(name)) {
      read.fault(
        part,
        name === ''
          ? `\`${part.text}\` has no name: write power cut hits electricity every 1..3 years for 2..8 h`
          : `\`${name}\`: what is left cannot be read: write how often (every 1..3 years) and for how long (for 2..8 h) once each`,
      );
      return;
    }
    if (register.known(name) !== null || left.some((other) => plainId(other) === plainId(name))) {
      read.fault(part, `${name} stands twice: give the second another name`);
      return;
    }
    const faults = [
      occurs === null ? null : often(occurs, starts),
      outage === null || outage === 'forever' ? null : figure(outage, 'hours', 'varies', currency),
      cost === null ? null : figure(cost, 'money', 'varies', currency),
    ].flatMap((checked) => (checked === null || checked.ok ? [] : [checked.words]));
    if (faults.length > 0) {
      for (const words of faults) read.fault(part, words);
      return;
    }
    // What was named outright, what the words of the threat name, or anything
    const inName = id === null ? namedIn(name, all) : all.filter((target) => target.id === id);
    const said = inName.length > 0 ? inName : likely(name, all, needs.things);
    const ordered = [...(isAll ? said.toReversed() : said), ...all.filter((target) => !said.includes(target))];
    const isSure = id !== null && (inName.length === 1 || isOne || isAll);
    const target = ordered[picked(picks, 4, plainId(name) || name, ordered.length)] ?? all[0];
    const onlyCosts = outage === null && cost !== null && split === undefined;
    const takes =
      target === undefined
        ? ''
        : target.count > 1
          ? target.one
            ? `one ${target.name}`
            : `all ${target.count} of ${target.name}`
          : target.name;
    const lacks = [
      ...(occurs === null ? ['how often'] : []),
      ...(outage === null && !onlyCosts ? ['for how long'] : []),
    ];
    read.row(part, {
      key: plainId(name) || name,
      name,
      kind: occurs ?? 'how often?',
      says: [
        onlyCosts
          ? ''
          : `${takes}${isSure ? '' : '?'} ${outage === 'forever' ? 'for good' : outage === null ? 'for how long?' : `for ${outage.replace('..', ' to ')}`}`,
        cost === null ? '' : `costs ${cost}`,
      ]
        .filter((words) => words !== '')
        .join(', '),
      guess: onlyCosts || isSure ? null : `it takes away ${takes}?`,
      choices: onlyCosts ? 0 : ordered.length,
    });
    if (lacks.length > 0) {
      read.missing.push(
        `${lacks.join(' and ')} ${name} ${lacks.length > 1 || occurs === null ? 'comes' : 'lasts'}: it is left out`,
      );
      left.push(name);
      return;
    }
    threats.push({
      id: register.idOf(name),
      name,
      occurs: occurs ?? '',
      effect:
        onlyCosts || target === undefined || outage === null ? null : { target: target.id, one: target.one, outage },
      cost,
    });
  };
  for (const part of partsOf(answer, saysMore)) {
    if (SHARE.test(part.text) && !OFTEN.test(part.text)) {
      read.fault(
        part,
        `\`${part.text}\`: how often is a time or a rate: write every 5..20 years, 2 per year, or 5% per year`,
      );
    } else take(part);
  }
  return read.of({ threats, register, left });
}
