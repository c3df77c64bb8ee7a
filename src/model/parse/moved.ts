/** The figures that a path of `while` or `scales` moves. */
import { didYouMean } from '../did-you-mean.ts';
import type { Target } from '../drivers.ts';
import type { ModelNode } from '../model.ts';
import { formatPath, parsePath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { type DriverScope, leaveOut } from './movables.ts';
import { findsState, subjectsOf } from './subjects.ts';

/** A path that is right: what it moves; null where it is left out, or leads to nothing. */
interface Moved {
  /** As `formatPath` writes it. */
  readonly path: string;
  readonly target: Target | null;
}

/** What a driver moves of a thing, as written, by section. */
const OF: Readonly<Record<string, readonly string[]>> = {
  nodes: ['restart', 'blackStart', 'needs', 'loss', 'capacity'],
  threats: ['occurs', 'cost', 'affects'],
  controls: ['misses', 'recover', 'opex', 'capacity', 'restart', 'blackStart', 'needs'],
};
const OF_NEED = ['switchover', 'buffer', 'refill', 'fallback'] as const;
const OF_EFFECT = ['cost', 'outage'] as const;
const OF_STATE = ['occurs', 'lasts'] as const;
const SINGULAR: Readonly<Record<string, string>> = {
  nodes: 'node',
  threats: 'threat',
  controls: 'control',
  drivers: 'driver',
};

const some = (ids: readonly string[]): string =>
  ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`;

/** Reads the paths of one driver. */
export function makeMovedReader(
  scope: DriverScope,
): (text: string, path: SourcePath, part: 'key' | 'value') => Moved | null {
  const { reader, movables } = scope;

  /** A target, or null where it would be empty. */
  function unlessEmpty(
    target: Target,
    found: number,
    subjects: readonly string[],
    lack: string,
    text: string,
    path: SourcePath,
  ): Target | null {
    if (found > 0) return target;
    const why = subjects.length === 1 ? `${subjects[0]} has no ${lack}` : `none of ${some(subjects)} has a ${lack}`;
    leaveOut(scope, text, path, why, 'state it there, or take this line out');
    return null;
  }

  function wrongKey(
    text: string,
    at: SourcePath,
    part: 'key' | 'value',
    given: string | undefined,
    keys: readonly string[],
    of: string,
  ): null {
    const near = given === undefined ? null : didYouMean(given, keys);
    const message = `\`${text}\` is nothing that a driver moves`;
    const remedy = near === null ? `${of} it moves ${keys.join(', ')}` : `did you mean \`${near}\`?`;
    reader.report(at, 'moves', message, remedy, part);
    return null;
  }

  return (text, path, part) => {
    const segments = parsePath(text);
    const [section = '', name = '', key, inner, last, ...rest] = segments ?? [];
    const singular = SINGULAR[section];
    if (segments === null || singular === undefined) {
      const near = segments === null ? null : didYouMean(section, Object.keys(SINGULAR));
      const message = `\`${text}\` is nothing that a driver moves`;
      const remedy =
        near === null
          ? 'write such as `nodes.hub.restart`, `threats.fire.occurs` or `drivers.unrest.riots.lasts`'
          : `did you mean \`${near}\`?`;
      reader.report(path, 'moves', message, remedy, part);
      return null;
    }
    const plain = formatPath(segments);
    const whole = (target: Target | null): Moved => ({ path: plain, target });
    const wrong = (given: string | undefined, keys: readonly string[], of: string): null =>
      wrongKey(text, path, part, given, keys, of);

    if (section === 'drivers') {
      const isIndex = key === 'index' && inner === undefined;
      if (key === undefined || (!isIndex && inner === undefined) || last !== undefined)
        return wrong(undefined, ['STATE.occurs', 'STATE.lasts', 'index'], 'of a driver');
      const quality = OF_STATE.find((one) => one === inner);
      if (!isIndex && quality === undefined) return wrong(inner, OF_STATE, 'of a state');
      if (!findsState(scope, name, isIndex ? null : key, path, text, part)) return whole(null);
      if (isIndex) {
        const target: Target = { kind: 'index', driver: name };
        return whole(unlessEmpty(target, movables.indices.has(name) ? 1 : 0, [name], '`index`', text, path));
      }
      const state = movables.states.get(name)?.get(key);
      const isLength = quality === 'lasts';
      const moves = isLength ? state?.lasts !== 'forever' : state?.occurs !== undefined && state.occurs.kind !== 'on';
      const target: Target = { kind: isLength ? 'stateLasts' : 'stateOccurs', driver: name, state: key };
      const lack = isLength ? 'end: it lasts `forever`' : 'pace: it comes on dates, or only when brought';
      return whole(unlessEmpty(target, moves ? 1 : 0, [`${name}, ${key},`], lack, text, path));
    }

    const keys = OF[section] ?? [];
    if (key === undefined || !keys.includes(key)) return wrong(key, keys, `of a ${singular}`);
    const isDeep = key === 'needs' || key === 'affects';
    const isMiddle = key === 'loss';
    if (
      isDeep
        ? last === undefined || rest.length > 0
        : isMiddle
          ? inner === undefined || last !== undefined
          : inner !== undefined
    ) {
      const shape =
        key === 'needs' ? 'needs.NEED.buffer' : key === 'affects' ? 'affects.NODE.outage' : isMiddle ? 'loss.ID' : key;
      return wrong(undefined, [`\`${section}.${name}.${shape}\``], `of a ${singular}`);
    }
    const ids = subjectsOf(scope, section as 'nodes' | 'threats' | 'controls', name, path, text, part);
    if (ids === null) return whole(null);
    const nodes = ids.flatMap((id): ModelNode[] => {
      const node = movables.nodes.get(id);
      return node === undefined ? [] : [node];
    });

    switch (key) {
      case 'restart':
      case 'blackStart': {
        const having = nodes.filter((node) => node[key] !== undefined).map(({ id }) => id);
        return whole(unlessEmpty({ kind: key, nodes: having }, having.length, ids, `\`${key}\``, text, path));
      }
      case 'capacity':
        return whole({ kind: 'capacity', nodes: nodes.map(({ id }) => id) });
      case 'needs': {
        const quality = OF_NEED.find((one) => one === last);
        if (quality === undefined) return wrong(last, OF_NEED, 'of a need');
        const needs = nodes.flatMap(({ id: node, needs: groups }) =>
          groups
            .filter((group) => (inner === 'all' || group.id === inner) && group[quality] !== undefined)
            .map(({ id: need }) => ({ node, need })),
        );
        const lack = inner === 'all' ? `need with a \`${quality}\`` : `need \`${inner}\` with a \`${quality}\``;
        return whole(unlessEmpty({ kind: quality, needs }, needs.length, ids, lack, text, path));
      }
      case 'loss': {
        const losses = nodes.flatMap(({ id: node, loss }) =>
          loss.filter(({ id }) => inner === 'all' || id === inner).map(({ id }) => ({ node, loss: id })),
        );
        const lack = inner === 'all' ? 'loss' : `loss \`${inner}\``;
        return whole(unlessEmpty({ kind: 'loss', losses }, losses.length, ids, lack, text, path));
      }
      case 'occurs': {
        const threats = ids.filter((id) => movables.threats.get(id)?.occurs.kind !== 'on');
        const lack = 'pace: dates stay where they are';
        return whole(unlessEmpty({ kind: 'threatOccurs', threats }, threats.length, ids, lack, text, path));
      }
      case 'cost': {
        const threats = ids.filter((id) => (movables.threats.get(id)?.cost.length ?? 0) > 0);
        const lack = '`cost` of its own (that of an effect is `affects.NODE.cost`)';
        return whole(unlessEmpty({ kind: 'threatCost', threats }, threats.length, ids, lack, text, path));
      }
      case 'affects': {
        const quality = OF_EFFECT.find((one) => one === last);
        if (quality === undefined) return wrong(last, OF_EFFECT, 'of an effect');
        const named =
          inner === undefined || inner === 'all'
            ? null
            : (movables.names.nodes.get(inner) ?? movables.names.nodeTags.get(inner) ?? [inner]);
        const effects = ids.flatMap((threat) =>
          (movables.threats.get(threat)?.affects ?? [])
            .filter((effect) => named === null || effect.key === inner || named.includes(effect.node))
            .filter((effect) => (quality === 'cost' ? effect.cost.length > 0 : effect.outage !== 'forever'))
            .map((effect) => ({ threat, key: effect.key, node: effect.node })),
        );
        const on = named === null ? 'effect' : `effect on \`${inner}\``;
        const lack = quality === 'cost' ? `${on} with a \`cost\`` : `${on} that ends`;
        const kind = quality === 'cost' ? 'effectCost' : 'effectOutage';
        return whole(unlessEmpty({ kind, effects }, effects.length, ids, lack, text, path));
      }
      case 'misses':
      case 'recover':
      case 'opex': {
        const controls = ids.filter((id) =>
          movables.controls
            .get(id)
            ?.levels.some((level) =>
              key === 'misses'
                ? level.prevent !== undefined || level.deter !== undefined || level.contain !== undefined
                : level[key] !== undefined,
            ),
        );
        const lack = key === 'misses' ? 'level that prevents, deters or contains' : `level with \`${key}\``;
        return whole(unlessEmpty({ kind: key, controls }, controls.length, ids, lack, text, path));
      }
      default:
        return wrong(key, keys, `of a ${singular}`);
    }
  };
}
