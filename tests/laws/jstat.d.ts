/** What the tests use of jStat, which brings no types. */
declare module 'jstat' {
  interface Law<P extends readonly number[]> {
    cdf(x: number, ...parameters: P): number;
    inv(p: number, ...parameters: P): number;
    mean(...parameters: P): number;
    variance(...parameters: P): number;
  }
  interface Jstat {
    readonly normal: Law<[mean: number, sd: number]>;
    readonly lognormal: Law<[mu: number, sigma: number]>;
    readonly gamma: Law<[shape: number, scale: number]>;
    readonly beta: Law<[a: number, b: number]>;
    readonly weibull: Law<[scale: number, shape: number]>;
    readonly exponential: Law<[rate: number]>;
    readonly uniform: Law<[low: number, high: number]>;
    readonly triangular: Law<[low: number, high: number, mode: number]>;
    readonly poisson: { cdf(x: number, mean: number): number; mean(mean: number): number };
  }
  const module: { readonly jStat: Jstat };
  export default module;
}
