/**
 * The model as the reference simulator reads it: straight from the parsed model, in order of id, with the paths that label draws.
 *
 * Nothing of what the kernel runs on stands in between, so that a fault of the assembly shows too.
 */
import type {
  CalendarFactor,
  Control,
  Cost,
  GivenEvent,
  Level,
  LossEntry,
  Model,
  ModelNode,
  NeedGroup,
  Threat,
  ThreatEffect,
} from '../../../src/model/model.ts';
import type { Quantity } from '../../../src/model/quantity.ts';
import type { Stated } from './chance.ts';
import { figure } from './drivers/figures.ts';
import { plainDrivers, type PlainDrivers } from './drivers/plain.ts';

/** Sources of loss after the threats: shocks, actions, the controls, the nodes that are given. */
const SHOCK = 0;
export const CONTROL = 2;

/** A change smaller than this is none. */
export const SMALL = 1e-9;

export interface Member {
  readonly node: number;
  readonly weight: number;
  /** Lies in the same loop as the node that needs it. */
  readonly inLoop: boolean;
}

/** A need; what is absent or certainly 0 is undefined. */
export interface Group {
  readonly number: number;
  readonly id: string;
  readonly node: number;
  readonly kind: NeedGroup['kind'];
  readonly k: number;
  readonly label: string;
  readonly members: readonly Member[];
  /** Runs on k members, and takes over to others: with a switchover, or where a member lies in the node's loop. */
  readonly tracked: boolean;
  readonly switchover: Stated | undefined;
  readonly buffer: Stated | undefined;
  readonly refill: Stated | undefined;
  readonly fallback: Stated | undefined;
  readonly after: Stated | undefined;
}

/** What a node's loss costs. */
export interface Loss {
  readonly entry: LossEntry;
  readonly label: string;
  /** Number of the bearer, or of harm, or of goodwill. */
  readonly kind: number;
  readonly amount: Stated;
  readonly after: Stated | undefined;
}

export interface RestartLaw {
  readonly after: number;
  readonly hours: Stated;
}

export interface PlainNode {
  readonly number: number;
  readonly id: string;
  readonly label: string;
  /** Its name in labels: the old one where `was` keeps its draws. */
  readonly drawId: string;
  readonly isControl: boolean;
  readonly groups: readonly Group[];
  /** Stages, ascending: the law from so many hours after its needs fell. Undefined: no time. */
  readonly restart: readonly RestartLaw[] | undefined;
  readonly blackStart: Stated | undefined;
  /** Lies in a loop of two nodes or more. */
  readonly inLoop: boolean;
  readonly losses: readonly Loss[];
  /** Outages below `mbco` for longer than `hours` are breaches. */
  readonly watches: readonly { readonly hours: number; readonly mbco: number }[];
}

export interface OneOffCost {
  readonly bearer: string;
  readonly kind: number;
  readonly amount: Stated;
}

/** A control that stands against something, with the label of its draws there. */
export interface Guard {
  readonly control: number;
  readonly label: string;
}

export interface PlainEffect {
  readonly node: number;
  readonly label: string;
  /** Names of what drivers scale of it. */
  readonly figures: { readonly outage: string; readonly cost: string };
  readonly ignoresOverlap: boolean;
  readonly chance: Stated | undefined;
  readonly delay: Stated | undefined;
  /** Undefined: for ever. */
  readonly outage: Stated | undefined;
  readonly leaves: Stated | undefined;
  readonly costs: readonly OneOffCost[];
  /** Drawn when it lands. */
  readonly guards: readonly Guard[];
  /** May shorten it. */
  readonly repairers: readonly Guard[];
  readonly common: readonly {
    readonly label: string;
    readonly beta: Stated;
    readonly others: readonly { readonly node: number; readonly label: string }[];
  }[];
}

export interface PlainThreat {
  readonly number: number;
  readonly id: string;
  readonly label: string;
  readonly occurs: Threat['occurs'];
  /** The rate, the mean interval, or the yearly chance. */
  readonly amount: Stated | undefined;
  readonly once: boolean;
  readonly factor: number;
  readonly during: readonly CalendarFactor[];
  readonly costs: readonly OneOffCost[];
  /** One of each list happens, by chance; most have one entry. */
  readonly effects: readonly { readonly label: string; readonly choices: readonly PlainEffect[] }[];
  /** Controls drawn once for the event. */
  readonly guards: readonly Guard[];
  /** Controls that deter it. */
  readonly deterrents: readonly number[];
}

export interface PlainControl {
  readonly number: number;
  readonly id: string;
  readonly node: number;
  readonly label: string;
  /** Share by which everything that it does is taken lower; undefined for none. */
  readonly haircut: Quantity | undefined;
  readonly levels: readonly Level[];
  /** In force. */
  readonly level: Level;
  /** Whether its insurance covers losses by a source of loss that struck a node (-1 for none). */
  readonly covers: (source: number, node: number) => boolean;
}

/** A node that is taken out as written. */
export interface Outing {
  readonly node: number;
  readonly atHours: number;
  readonly leaves: number;
  /** Undefined: for ever. */
  readonly outage: Stated | undefined;
  readonly label: string;
  /** Number among the sources of loss. */
  readonly source: number;
  /** By `--given`, not by a shock of the scenario. */
  readonly given: boolean;
}

export interface Plain {
  readonly model: Model;
  /** Events are given: the record is of what they set off, and the horizon is one period. */
  readonly conditional: boolean;
  readonly periods: number;
  readonly periodHours: number;
  readonly outings: readonly Outing[];
  /** Events of threats that are given; `ordinal`: how many of the threat are given before it. */
  readonly givenEvents: readonly { readonly threat: PlainThreat; readonly atHours: number; readonly ordinal: number }[];
  readonly nodes: readonly PlainNode[];
  readonly groups: readonly Group[];
  readonly threats: readonly PlainThreat[];
  readonly controls: readonly PlainControl[];
  readonly drivers: PlainDrivers;
  readonly costsOf: (costs: readonly Cost[], path: string) => OneOffCost[];
  /** The name of a node in labels. */
  readonly drawId: (node: string) => string;
  /** Number of the first state among the sources of loss. */
  readonly driverSource: number;
  /** Nodes that the organisation is there for, in order of id; each is down below a capacity, with 0 at nothing. */
  readonly goals: readonly { readonly number: number; readonly downBelow: number }[];
  /** Loops, and nodes in none each by itself: members before those who need them. */
  readonly components: readonly (readonly PlainNode[])[];
  /** By kind of loss: bearers in order of id, then harm, then goodwill. */
  readonly counted: readonly boolean[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => byText(a.id, b.id));

/** The whole numbers from `from` up to, not including, `to`. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function stated(quantity: Quantity | undefined, path: string): Stated | undefined {
  return quantity === undefined ? undefined : { quantity, path };
}

/** None at all, and the constant 0, which is as good as none. */
function restartOf({ restart = [], drawLabel }: ModelNode): readonly RestartLaw[] | undefined {
  const path = (id: string | null): string => `${drawLabel}.restart${id === null ? '' : `.${id}`}`;
  if (restart.every(({ id, hours }) => unlessZero(hours, path(id)) === undefined)) return undefined;
  return restart.map(({ id, after, hours }) => ({ after, hours: { quantity: hours, path: path(id) } }));
}

function unlessZero(quantity: Quantity | undefined, path: string): Stated | undefined {
  return quantity?.law.kind === 'constant' && quantity.law.value === 0 ? undefined : stated(quantity, path);
}

export function plainOf(model: Model): Plain {
  const ids = sorted(model.nodes);
  const threatIds = sorted(model.threats);
  const controlIds = sorted(model.controls);
  const bearers = sorted(model.bearers);
  const place = <T extends { readonly id: string }>(list: readonly T[], id: string): number => {
    const found = list.findIndex((one) => one.id === id);
    if (found < 0) throw new Error(`nothing is called ${id}`);
    return found;
  };
  /** The name of a node in labels. */
  const drawId = (id: string): string => {
    const node = ids.find((one) => one.id === id);
    return node === undefined ? id : node.drawLabel.slice(node.drawLabel.indexOf('.') + 1);
  };
  const reach = reachOf(ids);
  const inOneLoop = (a: string, b: string): boolean => a !== b && reach.get(a)!.has(b) && reach.get(b)!.has(a);

  // Needs
  const groups: Group[] = [];
  const groupOf = (node: ModelNode, group: NeedGroup): Group => {
    const path = `${node.drawLabel}.needs.${drawId(group.id)}`;
    const listed = group.members.map((id, i) => ({ id, weight: group.weights[i] ?? 1 }));
    const inOrder = group.kind === 'any' ? listed : listed.toSorted((a, b) => byText(a.id, b.id));
    const members = inOrder.map(({ id, weight }) => ({ node: place(ids, id), weight, inLoop: inOneLoop(node.id, id) }));
    const choice = group.kind === 'any' || group.kind === 'atLeast';
    const switchover = choice ? unlessZero(group.switchover, `${path}.switchover`) : undefined;
    const made: Group = {
      number: groups.length,
      id: group.id,
      node: place(ids, node.id),
      kind: group.kind,
      k: group.kind === 'any' ? 1 : group.k,
      label: path,
      members,
      tracked: choice && (switchover !== undefined || members.some(({ inLoop }) => inLoop)),
      switchover,
      buffer: unlessZero(group.buffer, `${path}.buffer`),
      refill: unlessZero(group.refill, `${path}.refill`),
      fallback: stated(group.fallback, `${path}.fallback`),
      after: unlessZero(group.fallbackAfter, `${path}.after`),
    };
    groups.push(made);
    return made;
  };

  // Nodes
  const kindOf = ({ kind, bearer }: Pick<LossEntry, 'kind' | 'bearer'>): number => {
    if (kind === 'harm') return bearers.length;
    return kind === 'goodwill' ? bearers.length + 1 : place(bearers, bearer!);
  };
  const lossOf = (node: ModelNode, entry: LossEntry): Loss => {
    const label = `${node.drawLabel}.loss.${entry.id}`;
    return {
      entry,
      label,
      kind: kindOf(entry),
      amount: { quantity: entry.amount, path: `${label}.amount` },
      after: unlessZero(entry.after, `${label}.after`),
    };
  };
  const watchesOf = ({ id, tolerance }: ModelNode): PlainNode['watches'] => {
    const { mtpd, rto, mbco = 1 } = tolerance ?? {};
    const own = [mtpd, rto].flatMap((hours) => (hours === undefined ? [] : [{ hours, mbco }]));
    const limits = sorted(model.limits).flatMap((limit) =>
      limit.kind === 'outage' && limit.node === id ? [{ hours: limit.overHours, mbco: limit.mbco }] : [],
    );
    return [...own, ...limits];
  };
  const nodes = ids.map((node, number): PlainNode => ({
    number,
    id: node.id,
    label: node.drawLabel,
    drawId: drawId(node.id),
    isControl: node.kind === 'control',
    groups: sorted(node.needs).map((group) => groupOf(node, group)),
    restart: restartOf(node),
    blackStart: stated(node.blackStart, `${node.drawLabel}.blackStart`),
    inLoop: ids.some((other) => inOneLoop(node.id, other.id)),
    losses: sorted(node.loss).map((entry) => lossOf(node, entry)),
    watches: watchesOf(node),
  }));

  // What the organisation is there for
  const withGoal = ids.filter(({ goal }) => goal !== null);
  const withTolerance = ids.filter(({ tolerance }) => tolerance !== undefined);
  const withLoss = ids.filter(({ loss }) => loss.length > 0);
  const goals = (withGoal.length > 0 ? withGoal : withTolerance.length > 0 ? withTolerance : withLoss).map((node) => {
    const mbco = node.tolerance?.mbco ?? 1;
    return { number: ids.indexOf(node), downBelow: mbco < 1 ? mbco : 0 };
  });

  // Threats
  const costsOf = (costs: readonly Cost[], path: string): OneOffCost[] =>
    costs
      .toSorted((a, b) => byText(a.bearer, b.bearer))
      .map(({ bearer, amount }) => ({
        bearer,
        kind: place(bearers, bearer),
        amount: { quantity: amount, path: `${path}.cost.${bearer}` },
      }));
  /** Controls that stand against a threat, and pass a test, with the label of their draws about a thing. */
  const guards = (threat: Threat, label: string, passes: (against: Control['against']) => boolean): Guard[] =>
    controlIds.flatMap((control, number) => {
      const against = control.against.filter((one) => one.threat === threat.id);
      return passes(against) ? [{ control: number, label: `${control.drawLabel}/${label}` }] : [];
    });
  const wholeEvent = (against: Control['against']): boolean => against.some(({ nodes: only }) => only === null);
  const effectOf = (threat: Threat, effect: ThreatEffect): PlainEffect => {
    const path = `${threat.drawLabel}.affects.${drawId(effect.key)}`;
    const label = effect.key === effect.node ? path : `${path}.${drawId(effect.node)}`;
    const onThisNode = (against: Control['against']): boolean =>
      against.some(({ nodes: only }) => only?.includes(effect.node) === true);
    const common = sorted(model.commonCauses).filter(({ members }) => members.includes(effect.node));
    return {
      node: place(ids, effect.node),
      label,
      figures: {
        outage: figure.outage(threat.id, effect.key, effect.node),
        cost: figure.effectCost(threat.id, effect.key, effect.node),
      },
      ignoresOverlap: effect.overlap === 'ignore',
      chance: stated(effect.chance, `${path}.chance`),
      delay: unlessZero(effect.delay, `${path}.delay`),
      outage: effect.outage === 'forever' ? undefined : stated(effect.outage, `${path}.outage`),
      leaves: stated(effect.leaves, `${path}.leaves`),
      costs: costsOf(effect.cost, path),
      guards: guards(threat, label, (against) => !wholeEvent(against) && onThisNode(against)),
      repairers: guards(threat, label, (against) => wholeEvent(against) || onThisNode(against)),
      common: common.map(({ id, members, beta }) => ({
        label: `common causes.${id}/${label}`,
        beta: { quantity: beta, path: `common causes.${id}.beta` },
        others: members
          .filter((member) => member !== effect.node)
          .toSorted(byText)
          .map((member) => ({
            node: place(ids, member),
            label: `common causes.${id}/${label}/${drawId(member)}`,
          })),
      })),
    };
  };
  const effectsOf = (threat: Threat): PlainThreat['effects'] => {
    const inOrder = threat.affects.toSorted((a, b) => byText(a.key, b.key) || byText(a.node, b.node));
    const found: { label: string; key: string | null; choices: PlainEffect[] }[] = [];
    for (const effect of inOrder) {
      const made = effectOf(threat, effect);
      const last = found.at(-1);
      if (effect.oneOf && last?.key === effect.key) last.choices.push(made);
      else {
        const label = `${threat.drawLabel}.affects.${drawId(effect.key)}`;
        found.push({ label, key: effect.oneOf ? effect.key : null, choices: [made] });
      }
    }
    return found;
  };
  const threats = threatIds.map((threat, number): PlainThreat => {
    const { occurs } = threat;
    const path = `${threat.drawLabel}.occurs`;
    return {
      number,
      id: threat.id,
      label: threat.drawLabel,
      occurs,
      amount:
        occurs.kind === 'rate'
          ? stated(occurs.amount, path)
          : occurs.kind === 'yearly'
            ? stated(occurs.chance, path)
            : undefined,
      once: occurs.kind !== 'on' && occurs.once,
      factor: threat.rateFactor,
      during: threat.during,
      costs: costsOf(threat.cost, threat.drawLabel),
      effects: effectsOf(threat),
      guards: guards(threat, threat.drawLabel, wholeEvent),
      deterrents: guards(threat, '', (against) => against.length > 0).map(({ control }) => control),
    };
  });

  /** All that a threat strikes is named: then what common causes spread of it is meant too. */
  const isWhole = (threat: string, struck: readonly string[]): boolean =>
    threatIds[place(threatIds, threat)]!.affects.every(({ node }) => struck.includes(node));
  const controls = controlIds.map((control, number): PlainControl => {
    const level = control.levels.find(({ id }) => id === control.level);
    if (level === undefined) throw new Error(`${control.id} has no level ${control.level}`);
    return {
      number,
      id: control.id,
      node: place(ids, control.id),
      label: control.drawLabel,
      haircut: control.haircut,
      levels: control.levels,
      level,
      covers: (source, node) =>
        control.against.length === 0 ||
        control.against.some(
          ({ threat, nodes }) =>
            place(threatIds, threat) === source &&
            (nodes === null || isWhole(threat, nodes) || nodes.some((id) => place(ids, id) === node)),
        ),
    };
  });

  // What happens as written
  const conditional = model.given.length > 0;
  const subjectOf = (event: GivenEvent): string => (event.kind === 'threat' ? event.threat : event.node);
  const given = model.given.toSorted((a, b) => a.atHours - b.atHours || byText(subjectOf(a), subjectOf(b)));
  const ordinalOf = (event: GivenEvent): number =>
    given
      .slice(0, given.indexOf(event))
      .filter((other) => other.kind === event.kind && subjectOf(other) === subjectOf(event)).length;
  const shocks = sorted(model.shocks).map((shock): Outing => {
    const label = `scenarios.${model.scenario}.shocks.${shock.id}`;
    return {
      node: place(ids, shock.node),
      atHours: shock.atHours,
      leaves: shock.leaves,
      outage: shock.outage === 'forever' ? undefined : stated(shock.outage, `${label}.outage`),
      label,
      source: threats.length + SHOCK,
      given: false,
    };
  });
  const givenNodes = given
    .filter((event) => event.kind === 'node')
    .map((event, number): Outing => {
      const ordinal = ordinalOf(event);
      const label = `given:${drawId(event.node)}${ordinal === 0 ? '' : ` ${ordinal + 1}`}`;
      return {
        node: place(ids, event.node),
        atHours: event.atHours,
        leaves: 0,
        outage: event.outage === 'forever' ? undefined : stated(event.outage, `${label}.outage`),
        label,
        source: threats.length + CONTROL + controls.length + number,
        given: true,
      };
    });

  return {
    model,
    conditional,
    periods: conditional ? 1 : Math.max(1, Math.round(model.horizonHours / model.periodHours)),
    periodHours: conditional ? model.horizonHours : model.periodHours,
    outings: [...shocks, ...givenNodes],
    givenEvents: given
      .filter((event) => event.kind === 'threat')
      .map((event) => ({
        threat: threats[place(threatIds, event.threat)]!,
        atHours: event.atHours,
        ordinal: ordinalOf(event),
      })),
    nodes,
    groups,
    threats,
    controls,
    drivers: plainDrivers(model.drivers),
    driverSource: threats.length + CONTROL + controls.length + givenNodes.length,
    costsOf,
    drawId,
    goals,
    components: componentsOf(nodes, (a, b) => a === b || inOneLoop(a.id, b.id)),
    counted: [...bearers.map(({ counted }) => counted), false, false],
  };
}

/** By node: all that it needs, and what that needs. */
function reachOf(nodes: readonly ModelNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map(nodes.map((node) => [node.id, node.needs.flatMap(({ members }) => members)]));
  return new Map(
    nodes.map(({ id }) => {
      const seen = new Set<string>();
      const waiting = [id];
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        for (const member of needs.get(at)!) {
          if (seen.has(member)) continue;
          seen.add(member);
          waiting.push(member);
        }
      }
      return [id, seen];
    }),
  );
}

function componentsOf(nodes: readonly PlainNode[], together: (a: PlainNode, b: PlainNode) => boolean): PlainNode[][] {
  const found: PlainNode[][] = [];
  const done = new Set<PlainNode>();
  const visit = (node: PlainNode): void => {
    if (done.has(node)) return;
    const component = nodes.filter((other) => together(node, other));
    for (const one of component) done.add(one);
    for (const group of component.flatMap((one) => one.groups)) {
      for (const member of group.members) visit(nodes[member.node]!);
    }
    found.push(component);
  };
  for (const node of nodes) visit(node);
  return found;
}
