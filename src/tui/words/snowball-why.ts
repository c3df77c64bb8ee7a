/** Why of a row of Snowball: all that is known of it, in sentences. */
import type { SnowballView } from '../host/study-messages.ts';
import type { Words } from '../state/product.ts';

export function whyPoint({ points }: SnowballView, place: number): Words | null {
  const point = points[place];
  return point === undefined ? null : { title: `Why: ${point.name}`, paragraphs: point.sentences };
}

export function whyChain({ chains }: SnowballView, place: number): Words | null {
  const chain = chains[place];
  if (chain === undefined) return null;
  return {
    title: `Why: ${chain.name}`,
    paragraphs: [`${chain.share} of what the worst periods cost; ${chain.frequency}.`, '', ...chain.lines],
  };
}

export function whyTime({ times }: SnowballView, place: number): Words | null {
  const time = times[place];
  if (time === undefined) return null;
  const { node, isOut, isOutOneIn20, survived, longer } = time;
  return {
    title: `Why: ${node}`,
    paragraphs: [
      `Whatever the cause, it is out for ${isOut} in the middle of all its outages, and in 1 of 20 for ${isOutOneIn20} or more.`,
      `A loss is felt after: ${survived}. Of its outages that outlast it: ${longer}.`,
    ],
  };
}
