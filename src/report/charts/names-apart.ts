/** Where the names of points stand, so that none runs into another one or into a point. */

/** A place beside a point, in Plotly's words. */
export type Beside = 'middle right' | 'middle left' | 'top center' | 'bottom center';

/** A point in pixels of the plot, the origin at its upper left. */
export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels of a character of a chart, on average, of a line, and of a point with what is left around it. */
const CHARACTER = 7;
const LINE = 14;
const POINT = 7;

const PLACES: readonly Beside[] = ['middle right', 'middle left', 'top center', 'bottom center'];

function boxOf({ x, y, name }: NamedPoint, beside: Beside): Box {
  const width = CHARACTER * Array.from(name).length;
  const height = LINE / 2;
  if (beside === 'middle right')
    return { left: x + POINT, right: x + POINT + width, top: y - height, bottom: y + height };
  if (beside === 'middle left')
    return { left: x - POINT - width, right: x - POINT, top: y - height, bottom: y + height };
  const middle = beside === 'top center' ? y - POINT - height : y + POINT + height;
  return { left: x - width / 2, right: x + width / 2, top: middle - height, bottom: middle + height };
}

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * The place of each name; null for one that has none. Names that come first are placed first.
 *
 * @param size Of the plot, pixels.
 */
export function namesApart(
  points: readonly NamedPoint[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly (Beside | null)[] {
  const taken: Box[] = points.map(({ x, y }) => ({
    left: x - POINT + 1,
    right: x + POINT - 1,
    top: y - POINT + 1,
    bottom: y + POINT - 1,
  }));
  return points.map((point) => {
    const beside = PLACES.find((place) => {
      const box = boxOf(point, place);
      const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      return isInside && !taken.some((other) => meet(box, other));
    });
    if (beside !== undefined) taken.push(boxOf(point, beside));
    return beside ?? null;
  });
}
