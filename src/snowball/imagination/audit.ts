/** The register audit: are the risks that a register ranks first the ones that make the worst years? */
import type { Model, Threat } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { distributionOf } from '../../sim/distributions/distribution-of.ts';

/** Hours of a year. */
const YEAR = 8760;

/** Places at the top that are compared, at most. */
const TOP = 10;

/** What a register says of a threat: how often, and how bad for what it strikes, without what follows. */
export interface Registered {
  readonly id: string;
  /** Events a year. */
  readonly perYear: number;
  /** Expected cost of one event at the nodes that it strikes [money], counted: one-off costs, and what they lose while they are down. */
  readonly severity: number;
  /** Expected hours of the outages that it causes itself: what ranks threats that cost nothing where they strike. */
  readonly hours: number;
}

/** A threat in both orders. 1 is the first; equal ones share the mean of their ranks. */
export interface AuditRow {
  readonly id: string;
  readonly byRegister: number;
  readonly byTail: number;
  /** Share of the tail's mean. */
  readonly share: number;
}

export interface RegisterAudit {
  /** In order of the tail. */
  readonly rows: readonly AuditRow[];
  /** Spearman's rank correlation, -1..1; null with fewer than two threats, or where all of one order are equal. */
  readonly rankCorrelation: number | null;
  /** Places at the top that are compared. */
  readonly top: number;
  /** How many of these are the same threats. */
  readonly overlap: number;
  /** Among the first of the tail, but not of the register: in order of the tail. */
  readonly missing: readonly string[];
  /** Among the first of the register, but not of the tail: in order of the register. */
  readonly overRanked: readonly string[];
}

/** The mean of a quantity, 0 where there is none; null for a formula. */
function meanOf(quantity: Quantity | undefined): number | null {
  if (quantity === undefined) return 0;
  return quantity.law.kind === 'formula' ? null : distributionOf(quantity).mean;
}

/** As a register says it: `every 8 years` in the mean is one in eight. */
function perYearOf({ occurs, rateFactor }: Threat, horizonHours: number): number | null {
  switch (occurs.kind) {
    case 'rate': {
      const mean = meanOf(occurs.amount);
      return mean === null ? null : (occurs.per === 'rate' ? mean : 1 / mean) * YEAR * rateFactor;
    }
    case 'yearly': {
      const chance = meanOf(occurs.chance);
      return chance === null ? null : chance * rateFactor;
    }
    case 'within':
      // The middle of the stretch in which it could next happen
      return ((1 - occurs.never) * YEAR * rateFactor) / Math.sqrt(occurs.low * occurs.high);
    case 'on':
      return (occurs.atHours.length * YEAR) / horizonHours;
  }
}

/**
 * What a register would say of each threat of a model: frequency or proximity, and severity where it strikes. What is given by a formula counts as not
 * stated: null.
 */
export function registeredOf(model: Model): readonly (Registered | null)[] {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const counted = new Set(model.bearers.filter(({ counted: isCounted }) => isCounted).map(({ id }) => id));
  const costOf = (costs: Threat['cost']): number | null =>
    sumOf(costs.filter(({ bearer }) => counted.has(bearer)).map(({ amount }) => meanOf(amount)));
  return model.threats.map((threat) => {
    const perYear = perYearOf(threat, model.horizonHours);
    const choices = Math.max(1, threat.affects.filter(({ oneOf }) => oneOf).length);
    const effects = threat.affects.map(({ node, oneOf, chance, outage, leaves, cost }) => {
      const lasting = outage === 'forever' ? model.horizonHours : meanOf(outage);
      const reach = chance === undefined ? 1 : meanOf(chance);
      const left = meanOf(leaves);
      const once = costOf(cost);
      if (lasting === null || reach === null || left === null || once === null) return null;
      const losses = (nodes.get(node)?.loss ?? []).filter(({ bearer }) => bearer !== null && counted.has(bearer));
      const lost = sumOf(
        losses.map(({ mode, amount }) => {
          const mean = meanOf(amount);
          return mean === null || mode === 'formula' ? null : mean * (mode === 'rate' ? lasting : 1);
        }),
      );
      const share = reach / (oneOf ? choices : 1);
      return lost === null ? null : { money: share * ((1 - left) * lost + once), hours: share * lasting };
    });
    const known = effects.filter((one) => one !== null);
    const ownCost = costOf(threat.cost);
    if (perYear === null || ownCost === null || known.length < effects.length) return null;
    return {
      id: threat.id,
      perYear,
      severity: known.reduce((sum, { money }) => sum + money, ownCost),
      hours: known.reduce((sum, { hours }) => sum + hours, 0),
    };
  });
}

/** A sum; null where a part of it is. */
function sumOf(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

/** Ranks by an order, 1 for the first; equal ones share the mean. */
function ranksBy<T>(list: readonly T[], compare: (a: T, b: T) => number): number[] {
  return list.map((one) => {
    const before = list.filter((other) => compare(other, one) < 0).length;
    const equal = list.filter((other) => compare(other, one) === 0).length;
    return before + (equal + 1) / 2;
  });
}

/** Correlation of two lists; null where one of them does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0) / of.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((each, at) => {
    ab += (each - ma) * (b[at]! - mb);
    aa += (each - ma) * (each - ma);
    bb += (b[at]! - mb) * (b[at]! - mb);
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

/**
 * Holds the order of a register, frequency times severity, against the order by share of the tail.
 *
 * @param register What it says of each threat.
 * @param shareOf Share of the tail's mean by threat: fair shares (`fairShares`), or by cause; 0 for one that plays no part.
 * @see Spearman (1904), The proof and measurement of association between two things, American J. Psychology 15, 72-101.
 */
export function registerAudit(register: readonly Registered[], shareOf: (id: string) => number): RegisterAudit {
  const entries = register.map((one) => ({ ...one, share: shareOf(one.id) }));
  type Entry = (typeof entries)[number];
  const byRegister = (a: Entry, b: Entry): number =>
    b.perYear * b.severity - a.perYear * a.severity || b.perYear * b.hours - a.perYear * a.hours;
  const byTail = (a: Entry, b: Entry): number => b.share - a.share;
  const byId = (a: Entry, b: Entry): number => (a.id < b.id ? -1 : 1);
  const [ofRegister, ofTail] = [ranksBy(entries, byRegister), ranksBy(entries, byTail)];
  const rows = entries.map(({ id, share }, at) => ({
    id,
    byRegister: ofRegister[at]!,
    byTail: ofTail[at]!,
    share,
  }));
  // Half of a short register is no longer its top.
  const top = Math.min(TOP, Math.ceil(entries.length / 2));
  const first = (compare: (a: Entry, b: Entry) => number): string[] =>
    entries
      .toSorted((a, b) => compare(a, b) || byId(a, b))
      .slice(0, top)
      .map(({ id }) => id);
  const plays = new Set(entries.filter(({ share }) => share > 0).map(({ id }) => id));
  const [registerTop, tailTop] = [first(byRegister), first(byTail).filter((id) => plays.has(id))];
  return {
    rows: rows.toSorted((a, b) => a.byTail - b.byTail || (a.id < b.id ? -1 : 1)),
    rankCorrelation: entries.length < 2 ? null : correlation(ofRegister, ofTail),
    top,
    overlap: tailTop.filter((id) => registerTop.includes(id)).length,
    missing: tailTop.filter((id) => !registerTop.includes(id)),
    overRanked: registerTop.filter((id) => !tailTop.includes(id)),
  };
}
