import type { Model } from './model.ts';

/** Asked where an appetite says nothing of it. */
export const DEFAULT_CONFIDENCE = 0.9;

/** How sure to be of what no limit says: what the appetite asks. */
export const appetiteConfidence = ({ confidence, limits }: Pick<Model, 'confidence' | 'limits'>): number =>
  confidence ?? limits[0]?.confidence ?? DEFAULT_CONFIDENCE;
