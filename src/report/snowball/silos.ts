/** Gaps between those who look after parts of a chain, and which kind of failure it was. */
import { listed } from '../../results/format/count.ts';
import { item, prose, section } from '../text/section.ts';
import { shareOf } from './figures.ts';
import type { SnowballScene } from './scene.ts';

export function silos(scene: SnowballScene): string[] {
  const { silos: found } = scene.result;
  const { page } = scene;
  if (found === undefined) return [];
  const gaps = found.gaps.flatMap(({ chain, disciplines, owners }) =>
    item(
      `Chain ${chain} crosses ${listed(disciplines)}${owners.length === 0 ? '' : `, looked after by ${listed(owners)}`}; no control in it has an owner who sees both ends.`,
      page,
    ),
  );
  const tagged = found.byFailure.filter(({ share }) => share.value > 0);
  const kinds =
    tagged.length === 0
      ? []
      : prose(
          `By kind of failure, as tags name it: ${listed([...tagged.map(({ failure, share }) => `${failure} ${shareOf(share)}`), `untagged ${shareOf(found.untagged)}`])}.`,
          page,
        );
  return section('Gaps between those in charge', [...gaps, ...kinds], page);
}
