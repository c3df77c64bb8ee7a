/** The figures that drivers move, by name: one for each row of the table of factors, and thing that has it. DESIGN drivers D3. */
import type { Target } from '../../../../src/model/drivers.ts';

export const figure = {
  occurs: (threat: string): string => `threat ${threat} occurs`,
  cost: (threat: string): string => `threat ${threat} cost`,
  effectCost: (threat: string, key: string, node: string): string => `threat ${threat} on ${key} ${node} cost`,
  outage: (threat: string, key: string, node: string): string => `threat ${threat} on ${key} ${node} outage`,
  ofNode: (what: 'restart' | 'blackStart', node: string): string => `node ${node} ${what}`,
  ofNeed: (what: 'switchover' | 'buffer' | 'refill' | 'fallback', node: string, need: string): string =>
    `node ${node} needs ${need} ${what}`,
  loss: (node: string, loss: string): string => `node ${node} loses ${loss}`,
  ofControl: (what: 'misses' | 'recover' | 'opex', control: string): string => `control ${control} ${what}`,
  stateOccurs: (driver: string, state: string): string => `state ${driver} ${state} occurs`,
  stateLasts: (driver: string, state: string): string => `state ${driver} ${state} lasts`,
  index: (driver: string): string => `index ${driver}`,
};

/** What a path scales; none for a ceiling. */
export function figuresOf(target: Target): string[] {
  switch (target.kind) {
    case 'threatOccurs':
      return target.threats.map(figure.occurs);
    case 'threatCost':
      return target.threats.map(figure.cost);
    case 'effectCost':
      return target.effects.map(({ threat, key, node }) => figure.effectCost(threat, key, node));
    case 'effectOutage':
      return target.effects.map(({ threat, key, node }) => figure.outage(threat, key, node));
    case 'restart':
    case 'blackStart':
      return target.nodes.map((node) => figure.ofNode(target.kind, node));
    case 'switchover':
    case 'buffer':
    case 'refill':
    case 'fallback':
      return target.needs.map(({ node, need }) => figure.ofNeed(target.kind, node, need));
    case 'loss':
      return target.losses.map(({ node, loss }) => figure.loss(node, loss));
    case 'misses':
    case 'recover':
    case 'opex':
      return target.controls.map((control) => figure.ofControl(target.kind, control));
    case 'stateOccurs':
      return [figure.stateOccurs(target.driver, target.state)];
    case 'stateLasts':
      return [figure.stateLasts(target.driver, target.state)];
    case 'index':
      return [figure.index(target.driver)];
    case 'capacity':
      return [];
  }
}
