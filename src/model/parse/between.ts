/** What lies between two scenarios of a file: what one holds, sets or strikes otherwise than the other, one thing at a time. */
import type { ModelFile, Between, ScenarioChange } from '../model-file.ts';
import type { Source } from '../problem.ts';
import { chainOf, holdsOfChain, settingsOfChain } from './scenario-chain.ts';
import { type Fields, isFields } from './tree.ts';

/** What scenarios add up to, by what is done: a driver held, a path set, a shock as it stands. */
interface Done {
  readonly hold: ReadonlyMap<string, unknown>;
  readonly set: ReadonlyMap<string, unknown>;
  readonly shock: ReadonlyMap<string, unknown>;
}

const KINDS = ['hold', 'set', 'shock'] as const satisfies readonly ScenarioChange['kind'][];

function doneBy(scenarios: Fields, name: string): Done {
  if (name === 'base') return { hold: new Map(), set: new Map(), shock: new Map() };
  const chain = chainOf(scenarios, name);
  const shocks = chain.names.flatMap((one): unknown[] => {
    const fields = scenarios[one];
    const list = isFields(fields) ? fields['shocks'] : undefined;
    return Array.isArray(list) ? list : [];
  });
  return {
    hold: new Map(
      holdsOfChain(scenarios, chain).map(({ driver, whole, parts }) => [
        driver,
        whole === null ? Object.fromEntries(parts.map(({ key, value }) => [key, value])) : whole.value,
      ]),
    ),
    set: new Map(settingsOfChain(scenarios, chain).map(({ key, value }) => [key, value])),
    shock: new Map(shocks.map((shock) => [JSON.stringify(shock), shock])),
  };
}

const textOf = (value: unknown): string =>
  isFields(value)
    ? Object.entries(value)
        .map(([key, one]) => `${key} ${textOf(one)}`)
        .join(', ')
    : Array.isArray(value)
      ? value.map(textOf).join(', ')
      : String(value);

function wordsOf(kind: ScenarioChange['kind'], key: string, from: unknown, to: unknown): string {
  if (kind === 'shock') {
    const shock = from ?? to;
    const { on, node, id } = isFields(shock) ? shock : {};
    const name = typeof id === 'string' ? id : `${textOf(node)} struck on ${textOf(on)}`;
    return to === undefined ? `no shock: ${name}` : `shock: ${name}`;
  }
  if (to === undefined) return kind === 'hold' ? `${key} not held` : `${key} as in the file`;
  return kind === 'hold' ? `${key} held at ${textOf(to)}` : `${key} ${textOf(to)}`;
}

/**
 * @param parse Parses a file.
 * @returns Null where one of the scenarios is unknown.
 */
export function between(
  source: Source,
  from: string,
  to: string,
  parse: (source: Source) => ModelFile,
): Between | null {
  const root: Fields = isFields(source.value) ? source.value : {};
  const scenarios = isFields(root['scenarios']) ? root['scenarios'] : {};
  if ([from, to].some((name) => name !== 'base' && scenarios[name] === undefined)) return null;
  const [before, after] = [doneBy(scenarios, from), doneBy(scenarios, to)];
  const changes = KINDS.flatMap((kind) =>
    [...new Set([...before[kind].keys(), ...after[kind].keys()])]
      .toSorted()
      .map((key) => ({ kind, key, from: before[kind].get(key), to: after[kind].get(key) }))
      .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to)),
  );

  /** What is done of a kind where some of the changes are made. */
  function mixed(kind: ScenarioChange['kind'], isMade: (change: number) => boolean): [string, unknown][] {
    const found = new Map(before[kind]);
    for (const [number, change] of changes.entries()) {
      if (change.kind !== kind || !isMade(number)) continue;
      if (change.to === undefined) found.delete(change.key);
      else found.set(change.key, change.to);
    }
    return [...found];
  }

  return {
    changes: changes.map(({ kind, key, from: was, to: is }) => ({ kind, words: wordsOf(kind, key, was, is) })),
    scenario: MIXED,
    file: (isMade) => {
      const scenario = {
        holds: Object.fromEntries(mixed('hold', isMade)),
        set: Object.fromEntries(mixed('set', isMade)),
        shocks: mixed('shock', isMade).map(([, shock]) => shock),
      };
      return parse({ ...source, value: { ...root, scenarios: { [MIXED]: scenario } } });
    },
  };
}

const MIXED = 'mixed';
