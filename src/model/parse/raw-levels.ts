/** The spend levels of a control before their values are read. */
import type { SourcePath } from '../problem.ts';
import { levelShape } from '../schema/control-shapes.ts';
import type { Reader } from './reader.ts';
import { type Fields, kindOf, order } from './tree.ts';

const LEVEL_KEYS = Object.keys(levelShape);

/** A level before its values are read. */
export interface RawLevel {
  readonly id: string;
  readonly order: number;
  readonly fields: Fields;
  readonly path: SourcePath;
}

/** Keys that give a level some substance: a cost, or an effect. */
const SUBSTANCE = [
  'capex',
  'opex',
  'people',
  'prevent',
  'deter',
  'contain',
  'recover',
  'misses',
  'transfer',
  'set',
] as const;

/**
 * Whether a level can protect from anything: `none` cannot, nor can one about which nothing is said or that has no
 * capacity.
 */
export function protects({ id, fields }: RawLevel): boolean {
  const { capacity } = fields;
  const isSpare = capacity === 0 || (typeof capacity === 'string' && /^\s*0(?:\.0*)?\s*%?\s*$/.test(capacity));
  if (id === 'none' || isSpare) return false;
  return SUBSTANCE.some((key) => fields[key] !== undefined && fields[key] !== null);
}

/** The levels in order, which each must state unless there are only none and one other. */
export function orderedLevels(reader: Reader, value: unknown, path: SourcePath): RawLevel[] {
  const fields = reader.fields(value, path, '`levels`', null) ?? {};
  const isOrdered = Object.keys(fields).filter((id) => id !== 'none').length > 1;
  const taken = new Map<number, string>();
  return Object.entries(fields)
    .flatMap(([id, raw]): RawLevel[] => {
      const at = [...path, id];
      const own = reader.fields(raw, at, `level \`${id}\``, LEVEL_KEYS);
      if (own === null) return [];
      const given = reader.plainNumber(own['order'], [...at, 'order']);
      const level = { id, fields: own, path: at, order: typeof given === 'number' ? given : id === 'none' ? 0 : 1 };
      if (given !== undefined && typeof given !== 'number') {
        reader.report([...at, 'order'], 'order', `\`order\` is a number, not ${kindOf(given)}`, 'write `order: 1`');
        return [level];
      }
      if (given === undefined && id !== 'none' && isOrdered) {
        reader.report(
          at,
          'order',
          `level \`${id}\` has no \`order\``,
          'write `order: 1` for the lowest, 2 for the next',
          'key',
        );
        return [level];
      }
      const other = taken.get(level.order);
      if (other !== undefined) {
        const message = `levels \`${other}\` and \`${id}\` have the same order ${level.order}`;
        reader.report(at, 'order', message, 'give each an order of its own', 'key');
      }
      taken.set(level.order, id);
      return [level];
    })
    .toSorted((a, b) => a.order - b.order || order(a.id, b.id));
}
