/** The models that a session is asked about: each selection of a file, compiled once. */
import type { Control, Model } from '../../model/model.ts';
import type { ModelFile } from '../../model/model-file.ts';
import type { Problem } from '../../model/problem.ts';
import type { Hold } from '../../model/drivers.ts';
import type { Selection } from '../../model/selection.ts';
import { byCodeUnits } from '../compile/order.ts';
import { compileModel } from '../compile/compile-model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Memory } from './kept.ts';

/**
 * A selection that is not a valid model; its problems, including those of the file, are in `problems`, and in the
 * message for the user.
 */
export class SelectionFault extends Error {
  override readonly name = 'SelectionFault';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message, remedy }) => (remedy === '' ? message : `${message}: ${remedy}`)).join('; '));
    this.problems = problems;
  }
}

/** The model under one selection, compiled. */
export interface Variant {
  readonly selection: Selection;
  readonly model: Model;
  readonly compiled: CompiledModel;
  /**
   * `poured` when the compiled model of another selection serves, with other levels in force; compiling takes some
   * milliseconds.
   */
  readonly made: 'compiled' | 'poured';
}

export interface Variants {
  /** Variants of selections, in their order. @throws SelectionFault with the problems of all at once. */
  of(selections: readonly Selection[]): readonly Variant[];
}

/** Approximate bytes of a variant beyond what it shares with others: its model, and lists of names. */
const BYTES_OF_VARIANT = 20_000;

const isSameButLevel = (a: Control, b: Control): boolean =>
  a === b || (Object.keys(a) as (keyof Control)[]).every((key) => key === 'level' || a[key] === b[key]);

/** Parts of a model that do not affect the compiled one. */
const BESIDE: ReadonlySet<string> = new Set(['controls', 'selection', 'hash', 'notes'] satisfies (keyof Model)[]);

/** Whether two models share everything but the levels in force. */
function differInLevels(a: Model, b: Model): boolean {
  const haveSameParts = (Object.keys(a) as (keyof Model)[]).every((key) => BESIDE.has(key) || a[key] === b[key]);
  return (
    haveSameParts &&
    a.controls.length === b.controls.length &&
    a.controls.every((control, i) => isSameButLevel(control, b.controls[i]!))
  );
}

/** The numbers of the levels in force, among all levels. */
function levelsInForce(compiled: CompiledModel, model: Model): Int32Array {
  const inForce = new Map(model.controls.map(({ id, level }) => [id, level]));
  return compiled.controlLevel.map((_, control) => {
    const [first, end] = [compiled.levelStart[control]!, compiled.levelStart[control + 1]!];
    const position = compiled.levelIds.slice(first, end).indexOf(inForce.get(compiled.controlIds[control]!) ?? '');
    if (position < 0) throw new Error(`control "${compiled.controlIds[control]}" has no such level`);
    return first + position;
  });
}

/** Bytes of the arrays of a compiled model. */
export function bytesOf(compiled: CompiledModel): number {
  return Object.values(compiled).reduce(
    (sum: number, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0),
    0,
  );
}

/** Key that distinguishes selections. */
export function selectionKey({ scenario = 'base', portfolio = 'current', set = [], given = [] }: Selection): string {
  const levels =
    typeof portfolio === 'string' ? portfolio : Object.entries(portfolio).toSorted(([a], [b]) => byCodeUnits(a, b));
  return JSON.stringify([scenario, levels, set, given]);
}

/**
 * @param file Parses what a selection changes.
 * @param memory Cache of variants that nobody else holds.
 */
export function makeVariants(file: ModelFile, memory: Memory): Variants {
  const kept = memory.kept<Variant>();
  /** By the nodes object, which models that differ only in levels share: for as long as one of them is in use. */
  const compiledBefore = new WeakMap<object, { readonly model: Model; readonly compiled: CompiledModel }>();

  function made(selection: Selection, model: Model): Variant {
    const before = compiledBefore.get(model.nodes);
    if (before !== undefined && differInLevels(before.model, model)) {
      const compiled = { ...before.compiled, controlLevel: levelsInForce(before.compiled, model) };
      return { selection, model, compiled, made: 'poured' };
    }
    const compiled = compileModel(model);
    compiledBefore.set(model.nodes, { model, compiled });
    return { selection, model, compiled, made: 'compiled' };
  }

  return {
    of: (selections) => {
      const problems = new Map<string, Problem>();
      const variants = selections.flatMap((selection): Variant[] => {
        const key = selectionKey(selection);
        const known = kept.get(key);
        if (known !== undefined) return [known];
        const checked = file.under(selection);
        if (!checked.ok) {
          for (const problem of checked.problems) problems.set(JSON.stringify(problem), problem);
          return [];
        }
        const variant = made(selection, checked.value);
        kept.put(key, variant, BYTES_OF_VARIANT + (variant.made === 'compiled' ? bytesOf(variant.compiled) : 0));
        return [variant];
      });
      if (problems.size > 0) throw new SelectionFault([...problems.values()]);
      return variants;
    },
  };
}

/** A variant with drivers held besides. */
export function heldVariant(variant: Variant, holds: readonly Hold[]): Variant {
  const { drivers } = variant.model;
  if (holds.length === 0 || drivers === undefined) return variant;
  const all = [...drivers.holds, ...holds].toSorted((a, b) => byCodeUnits(a.driver, b.driver) || a.from - b.from);
  const model: Model = { ...variant.model, drivers: { ...drivers, holds: all } };
  return { selection: variant.selection, model, compiled: compileModel(model), made: 'compiled' };
}
