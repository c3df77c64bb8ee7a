/**
 * What the parts of the assembly share: sorted entities, positions by id, and the builders of slots, rows and streams.
 */
import type { Control, Model, ModelNode, Threat } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { inputsNamed, varyingInputs } from '../../model/varying-inputs.ts';
import type { SamplerBuilder } from '../distributions/sampler.ts';
import { makeSamplerBuilder } from '../distributions/sampler.ts';
import type { Formulas } from './formulas.ts';
import { makeFormulas } from './formulas.ts';
import { positionsById, sortedById } from './order.ts';
import type { Profiles } from './profiles.ts';
import { makeProfiles } from './profiles.ts';
import type { Quantities } from './quantities.ts';
import { makeQuantities } from './quantities.ts';
import type { Streams } from './streams.ts';
import { makeStreams } from './streams.ts';
import type { Uses } from './uses.ts';
import { makeUses } from './uses.ts';
import type { WorldProgram } from './world-program.ts';
import { makeWorldProgram } from './world-program.ts';

export interface Context {
  readonly model: Model;
  readonly nodes: readonly ModelNode[];
  readonly threats: readonly Threat[];
  readonly controls: readonly Control[];
  readonly nodePosition: ReadonlyMap<string, number>;
  readonly threatPosition: ReadonlyMap<string, number>;
  /** Bearers in order of id, then `harm`, then `goodwill`. */
  readonly kinds: readonly string[];
  readonly bearerPosition: ReadonlyMap<string, number>;
  readonly counted: readonly boolean[];
  readonly streams: Streams;
  readonly program: WorldProgram;
  readonly samplers: SamplerBuilder;
  readonly formulas: Formulas;
  readonly uses: Uses;
  readonly quantities: Quantities;
  readonly profiles: Profiles;
  /**
   * The id of a node in labels: the old one if it has `was:`, so that renaming moves no draw. Other names are
   * unchanged.
   */
  drawId(id: string): string;
}

export function makeContext(model: Model): Context {
  const nodes = sortedById(model.nodes);
  const threats = sortedById(model.threats);
  const bearers = sortedById(model.bearers);
  const nodePosition = positionsById(nodes);
  const streams = makeStreams();
  const program = makeWorldProgram();
  const samplers = makeSamplerBuilder();
  const inputs = new Map(model.inputs.map((input) => [input.name, input.quantity]));
  const inputSlots = new Map<string, number>();

  const varying = varyingInputs(model.inputs);

  function inputNamed(name: string): Quantity {
    const quantity = inputs.get(name);
    if (quantity === undefined) throw new Error(`no input is called ${name}`);
    return quantity;
  }

  /** Names of the inputs that an input uses and that have no slot yet. */
  function missing(name: string): readonly string[] {
    return inputsNamed(inputNamed(name)).filter((one) => !inputSlots.has(one));
  }

  /**
   * Fills the slots of an input and of everything it uses, the latter first: a loop, because chains may be longer than
   * the call stack is deep.
   */
  function inputSlot(name: string): number {
    const open = [name];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const first = inputSlots.has(next) ? [] : missing(next);
      open.push(...first);
      if (first.length > 0) continue;
      open.pop();
      const quantity = inputs.get(next);
      if (quantity === undefined || inputSlots.has(next)) continue;
      if (varying.has(next)) throw new Error(`the input ${next} varies, and has no value in a world`);
      inputSlots.set(next, quantities.slot(quantity, `inputs.${next}`));
    }
    return inputSlots.get(name)!;
  }

  const formulas = makeFormulas(program, inputSlot);
  const uses = makeUses(program, {
    quantity: inputNamed,
    varies: (name) => varying.has(name),
    slot: inputSlot,
    draw: (name) => ({
      row: quantities.sampler(inputNamed(name), `inputs.${name}`),
      stream: streams.of(`inputs.${name}`),
    }),
  });
  const quantities = makeQuantities(samplers, program, streams, formulas, uses, varying);
  return {
    model,
    nodes,
    threats,
    controls: sortedById(model.controls),
    nodePosition,
    threatPosition: positionsById(threats),
    kinds: [...bearers.map((bearer) => bearer.id), 'harm', 'goodwill'],
    bearerPosition: positionsById(bearers),
    counted: [...bearers.map((bearer) => bearer.counted), false, false],
    streams,
    program,
    samplers,
    formulas,
    uses,
    quantities,
    profiles: makeProfiles(model.calendar, model.horizonHours),
    drawId: (id) => {
      const position = nodePosition.get(id);
      const node = position === undefined ? undefined : nodes[position];
      return node === undefined ? id : node.drawLabel.slice(node.drawLabel.indexOf('.') + 1);
    },
  };
}

/** Offsets of a compressed row from the lengths of its parts. Shape [lengths + 1]. */
export function offsets(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    starts[i + 1] = (starts[i] ?? 0) + length;
  });
  return starts;
}
