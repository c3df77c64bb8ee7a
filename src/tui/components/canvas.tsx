/** A leaf that we draw ourselves: Ink gives it a place and a size, and its lines follow from that. */
import { Box, type DOMElement } from 'ink';
import { useContext, useLayoutEffect, useRef, type ReactNode } from 'react';
import { StageContext, type Draw, type Leaf } from './stage.ts';

export interface CanvasProps {
  /** The same function while what it shows stays the same: its lines are then kept. */
  readonly draw: Draw;
  readonly layer?: number;
}

export function Canvas({ draw, layer = 0 }: CanvasProps): ReactNode {
  const stage = useContext(StageContext);
  const ref = useRef<DOMElement>(null);
  const leaf = useRef<Leaf | null>(null);
  const latest = useRef(draw);
  latest.current = draw;
  if (leaf.current !== null) leaf.current.draw = draw;
  useLayoutEffect(() => {
    const { current: node } = ref;
    if (node === null) return undefined;
    const own: Leaf = { node, layer, draw: latest.current, memo: null };
    leaf.current = own;
    stage.leaves.add(own);
    return () => void stage.leaves.delete(own);
  }, [stage, layer]);
  return <Box ref={ref} flexGrow={1} />;
}
