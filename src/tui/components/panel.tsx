/** A panel in its place. */
import { useMemo, type ReactNode } from 'react';
import { panelLines } from '../draw/panel.ts';
import type { Theme } from '../draw/theme.ts';
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { Canvas } from './canvas.tsx';
import type { Draw } from './stage.ts';

export interface PanelViewProps {
  readonly panel: Panel;
  readonly state: State;
  readonly theme: Theme;
  readonly isFocused: boolean;
  /** Its filter, where it has one. */
  readonly note: string | null;
}

/** Draws anew when the state is another one: a panel whose lines come out the same costs the terminal nothing. */
export function PanelView({ panel, state, theme, isFocused, note }: PanelViewProps): ReactNode {
  const draw = useMemo<Draw>(
    () => (width, height) => panelLines(panel, state, width, height, theme, isFocused, note),
    [panel, state, theme, isFocused, note],
  );
  return <Canvas draw={draw} />;
}
