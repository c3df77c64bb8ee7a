/** A section of the page. */
import { setFigure, type Figure } from './figure.ts';
import { html, type Markup } from './markup.ts';

export interface PageSection {
  readonly id: string;
  readonly title: string;
  /** How to read it, for who sees it for the first time. */
  readonly read: string;
  readonly body: readonly (Markup | false | null)[];
}

export const setSection = ({ id, title, read, body }: PageSection): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="read"><span class="strong">How to read this.</span> ${read}</p>
    ${body}
  </section>`;

export const figureOrNone = (figure: Figure | null): Markup | null => (figure === null ? null : setFigure(figure));
