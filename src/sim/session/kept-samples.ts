/** Samples that a session has made, kept for repeated questions: by selection, seed and size. */
import { driversOf } from '../drivers/tables.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import { settingsOf } from '../measure/asked.ts';
import type { Memory } from './kept.ts';
import type { SampleOptions } from './run-options.ts';
import { type Sample, sizeKey } from './simulate.ts';
import { bytesOf, selectionKey, type Variant } from './variants.ts';

export interface KeptSamples {
  /**
   * The requested sample: a kept one, or the result of `make`, which is kept if it is whole.
   *
   * @param make Makes a sample with these columns.
   */
  of(
    variant: Variant,
    seed: string,
    options: SampleOptions,
    make: (columns: Int32Array) => Promise<Sample>,
  ): Promise<Sample>;
}

const NONE = new Int32Array();

/**
 * A sample as requested: with some of its columns, and other settings in its document. Its losses are the same array.
 */
function viewOf(sample: Sample, columns: Int32Array, settings: SampleOptions['settings']): Sample {
  const { partial, variant, losses, worlds, trialsPerWorld, long, periods, clusters, harm, bytes } = sample;
  const places = Array.from(columns, (column) => sample.columns.indexOf(column));
  let document: ResultDocument | null = null;
  return {
    partial,
    variant,
    losses,
    worlds,
    trialsPerWorld,
    long,
    periods,
    bytes,
    columns,
    harm,
    judged: sample.judged,
    glanced: sample.glanced,
    clusters: { trials: clusters.trials, of: (place) => clusters.of(places[place]!) },
    get document() {
      document ??= { ...sample.document, settings: { ...settingsOf(variant.model), ...settings } };
      return document;
    },
  };
}

/** Distinct columns of both, those of the first in front. */
const union = (a: Int32Array, b: Int32Array): Int32Array => Int32Array.from(new Set([...a, ...b]));

export function makeKeptSamples(memory: Memory): KeptSamples {
  const kept = memory.kept<Sample>();
  return {
    of: async (variant, seed, options, make) => {
      const { columns = NONE, settings } = options;
      const key = JSON.stringify([
        selectionKey(variant.selection),
        seed,
        sizeKey(options, variant.compiled),
        options.atMean ?? [],
        options.holds ?? [],
        // Of a model without drivers a run is what a sample is
        options.ofDrivers === true && driversOf(variant.compiled) !== undefined,
      ]);
      const known = kept.get(key);
      if (known !== undefined && columns.every((column) => known.columns.includes(column))) {
        const { worlds, trialsPerWorld } = known;
        const trials = worlds * trialsPerWorld;
        options.onProgress?.({ trialsDone: trials, trials, worldsDone: worlds, worlds, isMeasuring: true });
        return viewOf(known, columns, settings);
      }
      // With the columns of both, so that neither question has to be run a third time.
      const sample = await make(known === undefined ? columns : union(columns, known.columns));
      if (!sample.partial) kept.put(key, sample, sample.bytes + bytesOf(variant.compiled));
      return known === undefined ? sample : viewOf(sample, columns, settings);
    },
  };
}
