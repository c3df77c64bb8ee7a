/** The part of Plotly that the page uses; the library is a script of the page. */

export type Values = Readonly<Record<string, unknown>>;

export interface Plotly {
  react(place: HTMLElement, data: readonly Values[], layout: Values, config: Values): Promise<unknown>;
  toImage(
    place: HTMLElement,
    options: {
      readonly format: 'svg' | 'png';
      readonly width: number;
      readonly height: number;
      readonly scale?: number;
    },
  ): Promise<string>;
}

export const plotly = (): Plotly => (globalThis as unknown as { readonly Plotly: Plotly }).Plotly;
