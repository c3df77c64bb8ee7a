/** Hatches for too little and dots for too much: told apart by who sees no colours. */
import { html, type Markup } from '../markup.ts';

const fills = (id: string): { readonly little: string; readonly much: string } => ({
  little: `${id}-hatch`,
  much: `${id}-dots`,
});

/** How parts of a picture are filled. The policy of the page allows no styles in it, so these are attributes. @param id Of the picture. */
export const fillsOf = (id: string): { readonly little: string; readonly much: string } => {
  const { little, much } = fills(id);
  return { little: `url(#${little})`, much: `url(#${much})` };
};

/** What `fillsOf` names. */
export function patterns(id: string): Markup {
  const { little, much } = fills(id);
  return html`<defs>
    <pattern id="${little}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"
      ><rect class="hatch-ground" width="7" height="7" /><line class="hatch-line" x1="0" y1="0" x2="0" y2="7"
    /></pattern>
    <pattern id="${much}" width="8" height="8" patternUnits="userSpaceOnUse"
      ><rect class="dots-ground" width="8" height="8" /><circle class="dots-dot" cx="4" cy="4" r="1.8" /></pattern
  ></defs>`;
}
