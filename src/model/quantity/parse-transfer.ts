/** Layers of insurance: `£5m over £1m per event share 90% waiting 24 h`. */
import type { TransferLayer } from '../model.ts';
import { citedIn } from './citation.ts';
import type { Fragment } from './fragment.ts';
import { cut, fragmentOf, markOf, textOf } from './fragment.ts';
import type { Parsed, QuantityContext } from './parsed.ts';
import { refuse } from './parsed.ts';
import { attemptWithWords } from './near-words.ts';
import { readConstant } from './read-quantity.ts';

const EXAMPLE = '£5m over £1m per event share 90% waiting 24 h';
const WORDS = /(?<=^|\s)(?:(over|share|waiting)|per\s+(event|year))(?=\s|$)/gi;

/** What follows each word of the text, the limit under `limit`. */
function partsOf(body: Fragment): ReadonlyMap<string, Fragment> {
  const parts = new Map<string, Fragment>();
  let name = 'limit';
  let from = body.from;
  for (const match of textOf(body).matchAll(WORDS)) {
    const at = body.from + match.index;
    parts.set(name, cut(body, from, at));
    name = match[1]?.toLowerCase() ?? 'per';
    from = at + match[0].length;
    if (parts.has(name))
      refuse('twice', `\`${name}\` stands twice`, `write \`${EXAMPLE}\``, { offset: at, length: match[0].length });
    if (match[2] !== undefined) parts.set(match[2].toLowerCase(), cut(body, at, from));
  }
  parts.set(name, cut(body, from, body.to));
  return parts;
}

/** One layer; without `share` all of it is paid, without `over` from the first. */
export function parseTransfer(raw: unknown, context: QuantityContext): Parsed<TransferLayer> {
  return attemptWithWords(raw, ['over', 'per', 'event', 'year', 'share', 'waiting'], () => {
    const cited = citedIn(fragmentOf(raw, EXAMPLE), context);
    const { body } = cited;
    const parts = partsOf(body);
    const number = (name: string, dimension: 'money' | 'share' | 'hours', otherwise: number): number => {
      const part = parts.get(name);
      return part === undefined ? otherwise : readConstant(part, dimension, context, cited);
    };
    const limit = number('limit', 'money', 0);
    if (!(limit > 0)) refuse('transfer', 'a layer pays more than 0', `write \`${EXAMPLE}\``, markOf(body));
    const rest = parts.get('per');
    if (rest === undefined) {
      return refuse('transfer', 'the layer does not say for what its limit stands', 'add `per event` or `per year`', {
        offset: body.to,
        length: 0,
      });
    }
    if (textOf(rest) !== '')
      refuse('word', `\`${textOf(rest)}\` has no meaning here`, `write \`${EXAMPLE}\``, markOf(rest));
    return {
      limit,
      over: number('over', 'money', 0),
      per: parts.has('year') ? 'year' : 'event',
      share: number('share', 'share', 1),
      waitingHours: number('waiting', 'hours', 0),
    };
  });
}
