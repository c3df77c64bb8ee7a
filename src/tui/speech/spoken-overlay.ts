/** What covers the screen, as it is read aloud: all of it when it opens, then what changes in it. */
import { CARET, HERE, SPOKEN_WIDTH } from '../draw/theme.ts';
import { withoutColours } from '../draw/text.ts';
import type { Field } from '../keys/field.ts';
import type { Overlay, OverlayView, Product } from '../state/product.ts';
import type { OverlayState, State } from '../state/state.ts';
import { SPOKEN_THEME } from './spoken-panel.ts';
import { spokenText } from './spoken-text.ts';
import { spokenEdit } from './spoken-typing.ts';

/** More lines than any overlay has. */
const ALL = 400;

const viewOf = (overlay: Overlay, state: State, open: OverlayState, height = ALL): OverlayView =>
  overlay.view(state, open.own, SPOKEN_WIDTH, height, SPOKEN_THEME);

const overlayOf = (product: Product, open: OverlayState | null): Overlay | undefined =>
  product.overlays.find(({ id }) => id === open?.id);

const isHere = (line: string): boolean => line.includes(HERE) || line.includes(CARET);

/** The mark or the name before a field. */
const LABEL = /^\s*(?:(?:>|[a-z-]+|\(x\) a file)\s+)?/;

/** The field of a line that has a caret; null for another line. */
function fieldIn(line: string): Field | null {
  if (!line.includes(CARET)) return null;
  const [before = '', after = ''] = line.split(CARET).map(withoutColours);
  const own = before.replace(LABEL, '');
  return { text: own + after.trimEnd(), caret: own.length };
}

/** A line of a form; an empty field says that it is. */
function lineWords(line: string): string {
  const words = spokenText(line);
  return fieldIn(line)?.text === '' ? [words, 'empty'].filter((part) => part !== '').join(', ') : words;
}

/** What is typed into, in what covers the screen; null where nothing is. */
export function fieldOfOverlay(product: Product, state: State): Field | null {
  const overlay = overlayOf(product, state.overlay);
  if (state.overlay === null || overlay === undefined) return null;
  const line = viewOf(overlay, state, state.overlay).lines.find((one) => one.includes(CARET));
  return line === undefined ? null : fieldIn(line);
}

/** Which of its lines are said: of a list only the chosen row. */
function saidLines({ lines, listFrom }: OverlayView): readonly string[] {
  return lines.filter((line, index) => listFrom === undefined || index < listFrom || isHere(line));
}

function opened(view: OverlayView): readonly string[] {
  return [view.title, ...saidLines(view).map(lineWords), view.foot].map(spokenText);
}

/** `3 of 6`: how much was found, where the foot line begins with it. */
const countOf = ({ foot, listFrom }: OverlayView): string =>
  listFrom === undefined ? '' : spokenText(foot.split(SPOKEN_THEME.glyphs.separator)[0] ?? '');

/** Whether the field of both lines is the same one, with another text. */
const isSameField = (one: string, other: string): boolean =>
  fieldIn(one) !== null && LABEL.exec(withoutColours(one))?.[0] === LABEL.exec(withoutColours(other))?.[0];

function changed(before: OverlayView, after: OverlayView): readonly string[] {
  const known = new Set(before.lines);
  const words = new Set(before.lines.map(withoutColours));
  const lines = saidLines(after).flatMap((line): string[] => {
    if (known.has(line)) return [];
    const isSame = words.has(withoutColours(line));
    // A field that one has left, a way that is chosen no more
    if (isSame && !isHere(line)) return [];
    if (line.includes('( )')) return [];
    const field = fieldIn(line);
    const was = field === null ? undefined : before.lines.find((other) => isSameField(other, line));
    return [field !== null && was !== undefined ? spokenEdit(fieldIn(was) ?? field, field) : lineWords(line)];
  });
  const count = countOf(after);
  const counted = count === '' || (lines.length === 0 && count === countOf(before)) ? lines : [...lines, count];
  return after.title === before.title ? counted : [spokenText(after.title), ...counted];
}

/** What is said of what covers the screen; null where nothing does. */
export function spokenOverlay(product: Product, before: State, after: State): readonly string[] | null {
  const { overlay: open } = after;
  const overlay = overlayOf(product, open);
  if (open === null || overlay === undefined) return null;
  const view = viewOf(overlay, after, open);
  if (before.overlay?.id !== open.id) return opened(view);
  const lines = changed(viewOf(overlay, before, before.overlay), view);
  if (lines.length > 0 || before.overlay.own === open.own) return lines;
  // What scrolls is read on, a line at a time
  const [line = ''] = viewOf(overlay, after, open, 1).lines;
  const [was = ''] = viewOf(overlay, before, before.overlay, 1).lines;
  if (withoutColours(line) === withoutColours(was)) return [];
  const from = view.lines.indexOf(was);
  const to = view.lines.indexOf(line, from);
  // A page of it is read line by line
  return from >= 0 && to > from ? view.lines.slice(from + 1, to + 1).map(lineWords) : [lineWords(line)];
}

/** All of it, as when it opens. */
export function wholeOverlay(product: Product, state: State): readonly string[] {
  return spokenOverlay(product, { ...state, overlay: null }, state) ?? [];
}
