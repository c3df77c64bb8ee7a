/** The figures of the page and what each is made of. */
import type { Table } from '../results/table.ts';
import type { Values } from './plotly.ts';

export interface FigureData {
  readonly table: Table;
  readonly chart: { readonly data: readonly Values[]; readonly layout: Values } | null;
}

export const figures = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('figure[data-figure]')];

export const dataOf = (figure: HTMLElement): FigureData =>
  JSON.parse(document.getElementById(`${figure.id}-data`)?.textContent ?? '{}');

export const pictureOf = (figure: HTMLElement): HTMLElement | null => document.getElementById(`${figure.id}-picture`);
