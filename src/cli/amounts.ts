/** Figures that options give as people write them. */
import type { Model } from '../model/model.ts';
import { noFormulas, type QuantityContext } from '../model/quantity/parsed.ts';

/** What a figure of an option may lean on: the currency of the model, and nothing that the model names. */
export function contextOf({ currency }: Pick<Model, 'currency'>): QuantityContext {
  return { currency, rates: new Map(), sources: new Map(), inputs: new Map(), formulaTree: noFormulas };
}

const SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, bn: 1e9 };

/** `1.2m`, `1_200_000`: a bare number, which stands for money of the model; null for anything else. */
export function bareAmount(text: string): number | null {
  const [, digits, scale = ''] = /^(\d[\d_,]*(?:\.\d+)?)(k|m|bn)?$/i.exec(text.trim()) ?? [];
  return digits === undefined ? null : Number(digits.replace(/[_,]/g, '')) * (SCALES[scale.toLowerCase()] ?? 1);
}
