/** The fourth answer: what the service needs, and for how long it can do without. */
import { figure } from './figures.ts';
import { counted, kindOf, KINDS, makeRegister, singular, type Kind, type Register } from './names.ts';
import { readPart, type Wanted } from './need-parts.ts';
import { Collector, partsOf, picked, type Part, type Picks, type Reading } from './reading.ts';

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

const NUMBER_WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number): string => NUMBER_WORDS[count] ?? String(count);

/** How many of several are enough: all but one, unless it is said otherwise. */
const quorum = (count: number, choice: number): number => ((count - 2 - choice + 2 * count) % count) + 1;

const enoughWords = (atLeast: number, count: number): string =>
  atLeast < count
    ? `${atLeast} of ${count} ${atLeast === 1 ? 'is' : 'are'} enough`
    : count === 2
      ? 'both are needed'
      : `all ${count} are needed`;

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

  const want = (by: string, subject: string | null, { part, names, buffer, isShared, guess: asked }: Wanted): void => {
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
      read.fault(part, `\`${part.text}\`: of several, write one thing here, such as two clerks`);
      return;
    }
    const said = names[0]?.atLeast ?? null;
    if (said !== null && said > one.count) {
      read.fault(part, `${one.name}: there ${one.count === 1 ? 'is one' : `are ${one.count}`}, as was said before`);
      return;
    }
    const isSeveral = members.length === 1 && one.count > 1;
    const atLeast = isSeveral ? (said ?? quorum(one.count, picked(picks, 3, key, one.count))) : null;
    if (needs.some((need) => need.by === by && need.key === key)) {
      read.fault(part, `${one.name} stands twice: leave one out`);
      return;
    }
    needs.push({ by, key, members: members.map(({ id }) => id), atLeast, buffer });
    const known = kindOf(one.name) !== null || kinds.get(one.id) !== 0 || members.length > 1;
    const kind = known ? null : `${/^[aeiou]/.test(one.kind) ? 'an' : 'a'} ${one.kind}?`;
    // A time that was said of another thing is a guess
    const time = isShared ? `${bridged(buffer)} too?` : null;
    const says = [
      subject === null ? '' : `for ${things.get(by)?.name ?? service}`,
      members.length > 1 ? 'one is enough' : '',
      said !== null && atLeast !== null ? enoughWords(atLeast, one.count) : '',
      isShared ? '' : bridged(buffer),
    ];
    const isAsked = atLeast !== null && said === null;
    const guesses = [isAsked ? `${enoughWords(atLeast, one.count)}?` : null, time, asked].filter(
      (words) => words !== null,
    );
    const isPlural = one.kind === 'person' && one.count === 1 && singular(one.name) !== one.name;
    if (guesses.length === 0 && isPlural) guesses.push(`all of them as one? for several write two ${one.name}`);
    if (guesses.length === 0 && kind !== null) guesses.push(kind);
    read.row(part, {
      key,
      name: members.map(({ name }) => name).join(' or '),
      kind: one.count > 1 ? `${one.kind}, ${inWords(one.count)}` : one.kind,
      says: says.filter((words) => words !== '').join(', '),
      guess: guesses.length === 0 ? null : guesses.join(' '),
      choices: isAsked ? one.count : isShared || asked !== null || members.length > 1 ? 0 : KINDS.length,
    });
  };

  const take = (part: Part): void => {
    const said = readPart(part, answer, (name) => register.known(name) !== null);
    if ('fault' in said) {
      read.fault(part, said.fault);
      return;
    }
    const { subject, wanted } = said;
    const by = subject === null ? top : register.known(counted(subject).name);
    if (by === null || things.get(by)?.count === 0) {
      read.fault(part, `\`${subject ?? ''}\` is not named yet: name it before what it needs`);
      return;
    }
    for (const each of wanted) want(by, subject, each);
  };
  for (const part of partsOf(answer)) take(part);
  return read.of({ service: top, things: [...things.values()], needs, register });
}
