/** Levels that can be bought in part: separate levels between the next lower one and the whole. */
import type { Effectiveness, Level, TransferLayer } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { coverageSteps } from '../quantity/parse-spend.ts';
import type { Coverage } from '../spend.ts';
import { nameInPart } from './level-names.ts';
import type { RawLevel } from './raw-levels.ts';
import type { Reader } from './reader.ts';

const VERBS = ['prevent', 'deter', 'contain'] as const;
const EXAMPLE = 'write such as `coverage: 0%..100% in steps of 25%`';

/** Layers that pay a share of their payments. */
const inPart = (layers: readonly TransferLayer[], share: number): TransferLayer[] =>
  layers.map((layer) => ({ ...layer, share: layer.share * share }));

/**
 * A partial level. Each arrival meets one level or the other, so what is prevented, deterred and saved of repairs, the
 * chance to recover and the capacity are means of both, weighted by their shares; insurance pays its share.
 */
function levelInPart(id: string, whole: Level, rest: Level, share: number): Level {
  const coverage: Coverage = { share, of: whole.id, rest: rest.id };
  const covers: Effectiveness = { kind: 'covers', ...coverage };
  const verbs = VERBS.filter((verb) => whole[verb] !== undefined || rest[verb] !== undefined);
  return {
    id,
    order: rest.order + share * (whole.order - rest.order),
    coverage,
    ...Object.fromEntries(verbs.map((verb) => [verb, covers])),
    recover: whole.recover ?? rest.recover,
    transfer: [...inPart(rest.transfer, 1 - share), ...inPart(whole.transfer, share)],
    capacity: share * whole.capacity + (1 - share) * rest.capacity,
    changesModel: false,
  };
}

/** Why a level cannot be bought in part; null if it can. */
function faultOf(whole: Level, rest: Level | undefined): readonly [message: string, remedy: string] | null {
  const { id } = whole;
  if (rest === undefined) return [`\`${id}\` is the lowest level: the rest has none`, 'add `none: {}`'];
  const changing = [whole, rest].find(({ changesModel }) => changesModel);
  if (changing !== undefined) {
    const message = `level \`${changing.id}\` changes the model by \`set\`, which cannot be in part`;
    return [message, 'write the levels between out, each with its `set`'];
  }
  if (whole.recover !== undefined && rest.recover !== undefined) {
    const message = `\`${id}\` and \`${rest.id}\` both recover, and a level in part would do so in two ways`;
    return [message, 'let another control recover'];
  }
  return null;
}

/** The levels and the partial ones between them, sorted by order. */
export function withLevelsInPart(reader: Reader, levels: readonly Level[], raw: readonly RawLevel[]): Level[] {
  return levels.flatMap((whole, i): Level[] => {
    const written = raw[i];
    const text = reader.plain(written?.fields['coverage'], [...(written?.path ?? []), 'coverage']);
    if (written === undefined || text === undefined) return [whole];
    const path: SourcePath = [...written.path, 'coverage'];
    const steps = coverageSteps(text);
    if (steps === null) {
      const message = 'a coverage rises to 100 % in whole steps of half a percent or more';
      reader.report(path, 'coverage', message, EXAMPLE);
      return [whole];
    }
    const rest = levels[i - 1];
    const fault = faultOf(whole, rest);
    if (fault !== null) reader.report(path, 'coverage', fault[0], fault[1]);
    if (fault !== null || rest === undefined) return [whole];
    return [...steps.map((percent) => levelInPart(nameInPart(whole.id, percent), whole, rest, percent / 100)), whole];
  });
}
