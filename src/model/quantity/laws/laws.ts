/** All laws that a quantity may have. */
import type { Law } from '../../quantity.ts';
import { BETA } from './beta.ts';
import { CONSTANT } from './constant.ts';
import { DISCRETE } from './discrete.ts';
import { EXPONENTIAL } from './exponential.ts';
import { FORMULA } from './formula.ts';
import { GAMMA } from './gamma.ts';
import { INTERVAL, THREE_POINT } from './interval.ts';
import type { LawOf, LawRecord, NamedLaw } from './law-record.ts';
import { LOGNORMAL } from './lognormal.ts';
import { METALOG } from './metalog.ts';
import { mixtureRecord } from './mixture.ts';
import { PERT, PERT_MOMENTS, TRIANGULAR } from './modal.ts';
import { NORMAL } from './normal.ts';
import { POISSON } from './poisson.ts';
import { UNIFORM } from './uniform.ts';
import { WEIBULL } from './weibull.ts';

/** In the order in which the reference of the model file shows them. */
const LAWS: { readonly [Kind in Law['kind']]: LawRecord<LawOf<Kind>> } = {
  constant: CONSTANT,
  interval: INTERVAL,
  threePoint: THREE_POINT,
  formula: FORMULA,
  uniform: UNIFORM,
  triangular: TRIANGULAR,
  pert: PERT,
  pertMoments: PERT_MOMENTS,
  normal: NORMAL,
  lognormal: LOGNORMAL,
  exponential: EXPONENTIAL,
  gamma: GAMMA,
  weibull: WEIBULL,
  beta: BETA,
  poisson: POISSON,
  metalog: METALOG,
  discrete: DISCRETE,
  mixture: mixtureRecord(recordOf),
};

/** The record of a law; its methods take this law, and none of another kind. */
export function recordOf(law: Law): LawRecord {
  return LAWS[law.kind];
}

/** Laws that are written by name. */
export const NAMED_LAWS: readonly NamedLaw[] = Object.values<LawRecord>(LAWS).flatMap(({ names = [] }) => names);
