/** Where Ink has put the leaves that we draw, and the frame that they make together. */
import type { DOMElement } from 'ink';
import { createContext, type Context } from 'react';
import { laidOver } from '../draw/cells.ts';
import { fit } from '../draw/text.ts';

/** Gives the lines of an area: at most `height`, each at most `width` columns. Pure. */
export type Draw = (width: number, height: number) => readonly string[];

export interface Leaf {
  readonly node: DOMElement;
  /** 0 for panels; what lies above them is laid over. */
  readonly layer: number;
  draw: Draw;
  memo: {
    readonly draw: Draw;
    readonly width: number;
    readonly height: number;
    readonly lines: readonly string[];
  } | null;
}

export interface Stage {
  readonly leaves: Set<Leaf>;
}

export const makeStage = (): Stage => ({ leaves: new Set() });

export const StageContext: Context<Stage> = createContext<Stage>(makeStage());

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where Ink has put a box; null for one that is not laid out. */
function rectOf(node: DOMElement): Rect | null {
  const { yogaNode } = node;
  if (yogaNode === undefined) return null;
  let [x, y] = [0, 0];
  let at: DOMElement | undefined = node;
  for (; at?.yogaNode !== undefined; at = at.parentNode) {
    x += at.yogaNode.getComputedLeft();
    y += at.yogaNode.getComputedTop();
  }
  return {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(yogaNode.getComputedWidth()),
    height: Math.round(yogaNode.getComputedHeight()),
  };
}

/** The lines of a leaf, exactly as wide and as many as its area: kept while what draws them and its size stay. */
function linesOf(leaf: Leaf, width: number, height: number): readonly string[] {
  const { memo, draw } = leaf;
  if (memo !== null && memo.draw === draw && memo.width === width && memo.height === height) return memo.lines;
  const drawn = width > 0 && height > 0 ? draw(width, height) : [];
  const lines = Array.from({ length: height }, (_, y) => fit(drawn[y] ?? '', width, ''));
  leaf.memo = { draw, width, height, lines };
  return lines;
}

interface Placed {
  readonly leaf: Leaf;
  readonly rect: Rect;
}

/** Leaves side by side, from the left, joined to rows of `columns`. */
function joinedRows(placed: readonly Placed[], columns: number, rows: number): string[] {
  const frame: string[] = Array.from({ length: rows }, () => '');
  const filled = new Int32Array(rows);
  for (const { leaf, rect } of placed) {
    const width = Math.min(rect.width, columns - rect.x);
    for (const [index, line] of linesOf(leaf, width, Math.min(rect.height, rows - rect.y)).entries()) {
      const y = rect.y + index;
      const gap = rect.x - (filled[y] ?? columns);
      if (gap < 0) continue;
      frame[y] = `${frame[y] ?? ''}${' '.repeat(gap)}${line}`;
      filled[y] = rect.x + width;
    }
  }
  return frame.map((line, y) => line + ' '.repeat(Math.max(0, columns - (filled[y] ?? 0))));
}

/** The rows of a whole frame, each exactly `columns` wide. */
export function composed(stage: Stage, columns: number, rows: number): readonly string[] {
  const placed = [...stage.leaves]
    .map((leaf) => ({ leaf, rect: rectOf(leaf.node) }))
    .filter((each): each is Placed => each.rect !== null)
    .toSorted((a, b) => a.leaf.layer - b.leaf.layer || a.rect.x - b.rect.x);
  const whole = joinedRows(
    placed.filter(({ leaf }) => leaf.layer === 0),
    columns,
    rows,
  );
  for (const { leaf, rect } of placed) {
    if (leaf.layer === 0) continue;
    for (const [index, line] of linesOf(leaf, Math.min(rect.width, columns), rect.height).entries()) {
      const y = rect.y + index;
      const under = whole[y];
      if (under !== undefined) whole[y] = fit(laidOver(under, line, Math.max(0, rect.x)), columns, '');
    }
  }
  return whole;
}
