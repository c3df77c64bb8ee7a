/** Parts of the fourth answer: which names stand in one, how many of a thing, for how long each can be done without. */
import { countOf, TIME } from './figures.ts';
import { cleanName, counted, kindOf, oddName } from './names.ts';
import { takenOut, vagueIn, type Part } from './reading.ts';

/** A thing as it was named. */
export interface Named {
  readonly name: string;
  readonly count: number;
  /** So many of them are enough; null where nobody has said. */
  readonly atLeast: number | null;
}

/** A thing that is needed, or several of which one is enough. */
export interface Wanted {
  readonly part: Part;
  readonly names: readonly Named[];
  readonly buffer: string | null;
  /** The time stands behind another thing, and is taken to go for this one too. */
  readonly isShared: boolean;
  /** What was not said and is taken for granted of how it was read. */
  readonly guess: string | null;
}

/** What one part says: who needs what; or why it cannot be read. */
export type PartRead =
  | { readonly subject: string | null; readonly wanted: readonly Wanted[] }
  | { readonly fault: string };

const NO_FIGURE = /\.\.|%|[£€$]|(?:^| )\d+(?:\.\d+)? ?\p{L}+$/u;
const AT_ONCE = /,? ?\b(?:at once|immediately|none|no time|0 (?:min|h))$/i;
const LASTS = new RegExp(`(?:(?:^| )(?:for|can do without for|bridged for|lasts) )?${TIME.source}$`, 'i');

/** How many of how many: `2 of 3 doctors`, `both doctors`; a fault where it does not say of how many. */
function namedIn(text: string): Named | string {
  const name = cleanName(text);
  const [, some = '', all = '', what = ''] =
    /^(?:at least )?(\S+) (?:out )?of (?:the |our )?(\S+) (.+)$/i.exec(name) ?? [];
  const [atLeast, of] = [countOf(some), countOf(all)];
  if (atLeast !== null && of !== null) {
    if (atLeast < 1 || atLeast > of) return `\`${name}\`: there are ${of}, so write 1 to ${of} of ${of} ${what}`;
    return { ...counted(`${of} ${what}`), atLeast: of > 1 ? atLeast : null };
  }
  const [, every, rest = ''] = /^(all|both)(?: of)?(?: the| our)? (.+)$/i.exec(name) ?? [];
  if (every !== undefined) {
    const each = counted(every.toLowerCase() === 'both' ? `2 ${rest}` : rest);
    return each.count > 1 ? { ...each, atLeast: each.count } : `\`${name}\`: how many are there? write all 3 ${rest}`;
  }
  const [, few = '', thing = ''] =
    /^(?:at least (\S+)|(?:\S+|\d+ %) (?:out )?of(?: the| our)?) (.+)$/i.exec(name) ?? [];
  const least = countOf(few === '' ? some || (name.split(' ')[0] ?? '') : few);
  if (thing !== '' && least !== null) {
    return `\`${name}\`: of how many? write ${least} of ${Math.max(least + 1, Math.ceil(least * 1.25))} ${thing}`;
  }
  const share = /^(?:[\d.]+ ?%|half|most|some) (?:of )?(?:the |our )?(.+)$/i.exec(name)?.[1];
  const vague = share ?? (vagueIn(name) === null ? undefined : name.split(' ').at(-1));
  if (vague !== undefined) return `\`${name}\`: how many of how many? write 2 of 3 ${vague}`;
  return { ...counted(name), atLeast: null };
}

/** A text without its time, and that time: null for none, `at once` where that was said. */
function withoutTime(text: string): readonly [time: string | null, rest: string] {
  const rest = text.replace(AT_ONCE, '');
  if (rest !== text) return ['at once', rest];
  // `oxygen (2 hours)`
  const [found, left] = takenOut(text.replace(/ ?\(([^()]*)\)$/, ' $1'), LASTS);
  return [found === null ? null : (TIME.exec(found)?.[0] ?? null), left];
}

/** The things between which there is an `and`; each with its place in the answer. */
function pieces(part: Part, text: string, answer: string): readonly Part[] {
  let at = part.from;
  return text.split(/ (?:and|&|plus) /i).map((piece) => {
    const found = answer.indexOf(piece.split(' ')[0] ?? piece, at);
    at = found < 0 || found > part.to ? at : found;
    return { text: piece, from: at, to: part.to };
  });
}

/**
 * Reads a part of the answer.
 *
 * @param isKnown Whether a name was used before.
 */
export function readPart(part: Part, answer: string, isKnown: (name: string) => boolean): PartRead {
  const plain = part.text.replace(/^(?:and|also) /i, '').replace(/^(?:we|it|they|you) needs? /i, '');
  const [, subject, object] = /^(.+?) needs? (?!to )(.+)$/i.exec(plain) ?? [];
  const text = object ?? plain;
  const isPlausible = (piece: string): boolean => {
    const { name } = counted(withoutTime(piece)[1]);
    return isKnown(name) || kindOf(name) !== null;
  };
  const split = pieces(part, text, answer);
  const isOne =
    split.length > 1 && (isKnown(cleanName(withoutTime(text)[1])) || !split.some((piece) => isPlausible(piece.text)));
  if (split.length > 1 && !isOne && / or /i.test(text)) {
    return { fault: `\`${text}\` can be read in two ways: put a comma where one thing ends, as in ${commas(text)}` };
  }
  const parts = isOne ? [{ ...part, text }] : split;
  const lastTime = withoutTime(parts.at(-1)?.text ?? '')[0];
  const wanted: Wanted[] = [];
  for (const piece of parts) {
    const [own, rest] = withoutTime(piece.text);
    const names: Named[] = [];
    for (const each of rest.split(/ or /i)) {
      const name = namedIn(each);
      if (typeof name === 'string') return { fault: name };
      const fault = faultOf(name.name, part);
      if (fault !== null) return { fault };
      names.push(name);
    }
    const time = own ?? lastTime;
    const isShared = own === null && lastTime !== null && lastTime !== 'at once';
    const isDoubtful = parts.length > 1 && !isPlausible(piece.text);
    wanted.push({
      part: piece,
      names,
      buffer: time === 'at once' ? null : time,
      isShared,
      guess: isDoubtful
        ? `a thing of its own? for one write ${text.replace(/ (?:and|&|plus) /gi, '-and-')}`
        : names.length === 1 && (isOne || rest.includes('/'))
          ? `one thing? for two write ${rest.split(/ and | & | plus | ?\/ ?/i).join(', ')}`
          : null,
    });
  }
  return { subject: subject ?? null, wanted };
}

/** A text with a comma in place of every `and`. */
const commas = (text: string): string => text.replace(/ (?:and|&|plus) /gi, ', ');

/** Why a name is none; null where it can be one. */
function faultOf(name: string, part: Part): string | null {
  if (name === '') return `\`${part.text}\` has no name: write electricity 2 h`;
  if (NO_FIGURE.test(name)) {
    const rest = cleanName(name.replace(/[\d.%£€$].*$/, '')) || 'electricity';
    return `\`${name}\` is no time that can be read: write ${rest} 15 min, or 4..8 h, or none`;
  }
  const odd = oddName(name);
  return odd === null ? null : `\`${name}\` is ${odd}: write names with commas, such as electricity 2 h, network`;
}
