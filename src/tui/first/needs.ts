/** The fourth answer: what the service needs, and for how long it can do without. */
import { figure, TIME } from './figures.ts';
import { cleanName, counted, kindOf, KINDS, makeRegister, type Kind, type Register } from './names.ts';
import { Collector, partsOf, picked, takenOut, type Part, type Picks, type Reading } from './reading.ts';

/** A thing that is needed. */
export interface Thing {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly count: number;
}

/** What one node needs of others. */
export interface Need {
  /** Id of the node that needs it. */
  readonly by: string;
  /** Name of the group. */
  readonly key: string;
  /** Of several, in their order, one is enough. */
  readonly members: readonly string[];
  /** So many of a thing that there are several of. */
  readonly atLeast: number | null;
  /** How long it can do without. */
  readonly buffer: string | null;
}

export interface Needs {
  /** Id of the service. */
  readonly service: string;
  readonly things: readonly Thing[];
  readonly needs: readonly Need[];
  /** All names so far, the service among them. */
  readonly register: Register;
}

const NO_FIGURE = /\.\.|%|[£€$]|(?:^| )\d+(?:\.\d+)? ?\p{L}+$/u;
const NUMBER_WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number): string => NUMBER_WORDS[count] ?? String(count);

/** How many of several are enough: all but one, unless it is said otherwise. */
const quorum = (count: number, choice: number): number => ((count - 2 - choice + 2 * count) % count) + 1;

const enoughWords = (atLeast: number, count: number): string =>
  atLeast < count
    ? `${atLeast} of ${count} ${atLeast === 1 ? 'is' : 'are'} enough?`
    : count === 2
      ? 'both are needed?'
      : `all ${count} are needed?`;

/** What a need says of time: `at once`, or what bridges. */
const bridged = (buffer: string | null): string =>
  buffer === null
    ? 'at once'
    : `bridged for ${buffer.replace('..', ' to ')}${buffer.includes('..') ? ' (90% sure)' : ''}`;

/** What the service needs. @param service Name of it. */
export function readNeeds(answer: string, service: string, picks: Picks, currency: string): Reading<Needs> {
  const read = new Collector();
  const register = makeRegister(['all'], 'thing');
  const top = register.idOf(service);
  const things = new Map<string, Thing>();
  const needs: Need[] = [];
  const kinds = new Map<string, number>();

  /** Whether what a thing needs, or what that needs, is another one. */
  const leadsTo = (from: string, to: string): boolean =>
    needs.some(({ by, members }) => by === from && members.some((id) => id === to || leadsTo(id, to)));

  const thingOf = (name: string, count: number): Thing => {
    const id = register.idOf(name);
    const known = things.get(id);
    if (known !== undefined) return known;
    const guess = kindOf(name);
    const first = guess ?? (count > 1 ? 'person' : 'asset');
    const at = KINDS.indexOf(first);
    const turned = picked(picks, 3, id, KINDS.length);
    kinds.set(id, turned);
    const thing: Thing = { id, name, kind: count > 1 ? first : (KINDS[(at + turned) % KINDS.length] ?? first), count };
    things.set(id, thing);
    return thing;
  };

  const take = (part: Part): void => {
    const [, subject, object] = /^(.+?) needs (.+)$/i.exec(part.text) ?? [];
    const by = subject === undefined ? top : register.known(counted(subject).name);
    if (by === null || things.get(by)?.count === 0) {
      read.fault(part, `\`${subject ?? ''}\` is not named yet: name it before what it needs`);
      return;
    }
    let text = (object ?? part.text).replace(/,? ?\b(?:at once|immediately|none|no time|0 (?:min|h))$/i, '');
    const isAtOnce = text !== (object ?? part.text);
    // `oxygen (2 hours)`
    text = text.replace(/ ?\(([^()]*)\)$/, ' $1');
    const [time, rest] = takenOut(
      text,
      new RegExp(`(?:(?:^| )(?:for|can do without for|bridged for|lasts) )?${TIME.source}$`, 'i'),
    );
    const buffer = time === null ? null : (TIME.exec(time)?.[0] ?? null);
    text = rest;
    const names = text.split(/ or /i).map((name) => counted(name));
    const bad = names.find(({ name }) => name === '' || NO_FIGURE.test(name));
    if (bad !== undefined) {
      read.fault(
        part,
        bad.name === ''
          ? `\`${part.text}\` has no name: write electricity 2 h`
          : `\`${bad.name}\` is no time that can be read: write ${cleanName(bad.name.replace(/[\d.%£€$].*$/, '')) || 'electricity'} 15 min, or 4..8 h, or none`,
      );
      return;
    }
    const checked = buffer === null ? null : figure(buffer, 'hours', 'varies', currency);
    if (checked !== null && !checked.ok) {
      read.fault(part, checked.words);
      return;
    }
    if (names.some(({ name }) => register.known(name) === top)) {
      read.fault(part, `${service} cannot need itself: name something else`);
      return;
    }
    const members = names.map(({ name, count }) => thingOf(name, count));
    const [one] = members;
    if (one === undefined) return;
    const twice = members.find(({ id }, index) => members.findIndex((other) => other.id === id) < index);
    if (twice !== undefined) {
      read.fault(part, `${twice.name} stands twice: one of two needs two names`);
      return;
    }
    const back = members.find(({ id }) => id === by || leadsTo(id, by));
    if (back !== undefined) {
      read.fault(
        part,
        back.id === by
          ? `${back.name} cannot need itself: name something else`
          : `${back.name} needs ${subject ?? service} already: two things cannot need each other here`,
      );
      return;
    }
    const key = members.length > 1 ? members.map(({ id }) => id).join('-or-') : one.id;
    if (members.length > 1 && members.some(({ count }) => count > 1)) {
      read.fault(part, `\`${text}\`: of several, write one thing here, such as two clerks`);
      return;
    }
    const atLeast = members.length === 1 && one.count > 1 ? quorum(one.count, picked(picks, 3, key, one.count)) : null;
    if (needs.some((need) => need.by === by && need.key === key)) {
      read.fault(part, `${one.name} stands twice: leave one out`);
      return;
    }
    needs.push({ by, key, members: members.map(({ id }) => id), atLeast, buffer });
    const of = subject === undefined ? '' : `for ${things.get(by)?.name ?? service}, `;
    const known = kindOf(one.name) !== null || kinds.get(one.id) !== 0;
    read.row(part, {
      key,
      name: members.map(({ name }) => name).join(' or '),
      kind: one.count > 1 ? `${one.kind}, ${inWords(one.count)}` : one.kind,
      says: `${of}${members.length > 1 ? 'one is enough, ' : ''}${bridged(isAtOnce ? null : buffer)}`,
      guess:
        atLeast !== null
          ? enoughWords(atLeast, one.count)
          : / and |\//.test(one.name) && members.length === 1
            ? `one thing? for two write ${one.name.split(/ and | ?\/ ?/).join(', ')}`
            : known || members.length > 1
              ? null
              : `${/^[aeiou]/.test(one.kind) ? 'an' : 'a'} ${one.kind}?`,
      choices: atLeast !== null ? one.count : members.length > 1 ? 0 : KINDS.length,
    });
  };
  for (const part of partsOf(answer)) take(part);
  return read.of({ service: top, things: [...things.values()], needs, register });
}
