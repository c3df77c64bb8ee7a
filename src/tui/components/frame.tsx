/** The whole screen: rows 1, 2, 23 and 24, the panels between them, an overlay over them. */
import { Box } from 'ink';
import { useMemo, type ReactNode } from 'react';
import { footer } from '../commands/footer.ts';
import { fitted } from '../draw/arrangement.ts';
import { box } from '../draw/box.ts';
import { screensRow, tabsRow, titleRow } from '../draw/header.ts';
import { filterNote } from '../draw/filter-note.ts';
import { safeLine } from '../draw/picture.ts';
import { breadthOf, isTooSmall } from '../draw/sizes.ts';
import { cut } from '../draw/text.ts';
import { themeOf, type Theme } from '../draw/theme.ts';
import { tooSmall } from '../draw/too-small.ts';
import { focusOf, screenOf, tabOf } from '../state/navigation.ts';
import type { Arrangement, Product, Tab } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { statusLine } from '../words/progress.ts';
import { Canvas } from './canvas.tsx';
import { PanelView } from './panel.tsx';

/** Columns between panels side by side. */
const GAP = 2;

export interface FrameProps {
  readonly product: Product;
  readonly state: State;
}

interface LinesProps {
  readonly lines: readonly string[];
  readonly theme: Theme;
  readonly layer?: number;
}

function Lines({ lines, theme, layer = 0 }: LinesProps): ReactNode {
  const key = lines.map((line) => safeLine(line, theme)).join('\n');
  // The text is the same while the lines are: they need not be laid out again
  const draw = useMemo(() => () => key.split('\n'), [key]);
  return <Canvas draw={draw} layer={layer} />;
}

interface ArrangedProps {
  readonly arrangement: Arrangement;
  readonly tab: Tab;
  readonly state: State;
  readonly theme: Theme;
  readonly focus: string | null;
}

const sizeOf = ({ rows, columns }: { readonly rows?: number; readonly columns?: number }) => ({
  ...(rows === undefined ? {} : { height: rows }),
  ...(columns === undefined ? {} : { width: columns }),
  flexGrow: rows === undefined && columns === undefined ? 1 : 0,
  flexShrink: 1,
  flexBasis: rows === undefined && columns === undefined ? 0 : 'auto',
});

function Arranged({ arrangement, tab, state, theme, focus }: ArrangedProps): ReactNode {
  switch (arrangement.kind) {
    case 'panel': {
      const panel = tab.panels.find(({ id }) => id === arrangement.panel);
      if (panel === undefined) return null;
      return (
        <Box {...sizeOf(arrangement)}>
          <PanelView
            panel={panel}
            state={state}
            theme={theme}
            isFocused={panel.id === focus}
            note={filterNote(state, tab, panel, theme)}
          />
        </Box>
      );
    }
    case 'stack':
    case 'beside': {
      const isRow = arrangement.kind === 'beside';
      return (
        <Box {...sizeOf(arrangement)} flexDirection={isRow ? 'row' : 'column'} columnGap={isRow ? GAP : 0}>
          {arrangement.of.map((part, index) => (
            <Arranged key={index} arrangement={part} tab={tab} state={state} theme={theme} focus={focus} />
          ))}
        </Box>
      );
    }
  }
}

/** The lines above the panels. */
function headOf(product: Product, state: State, theme: Theme): readonly string[] {
  const { columns } = state.size;
  const tab = tabOf(product, state);
  const { tabs } = screenOf(product, state);
  const row = tabs.length > 1 ? [tabsRow(product, state, columns, theme)] : [];
  return [
    titleRow(state, columns, theme),
    screensRow(product, state, columns, theme),
    ...row,
    ...(tab.head?.(state, columns, theme) ?? []).map((line) => cut(line, columns, theme.glyphs.ellipsis)),
  ];
}

function OverlayView({ product, state, theme }: FrameProps & { readonly theme: Theme }): ReactNode {
  const { overlay: open, size } = state;
  const overlay = product.overlays.find(({ id }) => id === open?.id);
  if (open === null || overlay === undefined) return null;
  const width = Math.min(overlay.width, size.columns - 4);
  const most = size.rows - 6;
  const { title, foot, lines } = overlay.view(state, open.own, width - 4, most - 2, theme);
  const shown = box(title, foot, lines.slice(0, most - 2), width, theme);
  const left = Math.floor((size.columns - width) / 2);
  const top = Math.max(2, Math.floor((size.rows - shown.length) / 2));
  return (
    <Box position="absolute" marginLeft={left} marginTop={top} width={width} height={shown.length}>
      <Lines lines={shown} theme={theme} layer={1} />
    </Box>
  );
}

export function Frame({ product, state }: FrameProps): ReactNode {
  const theme = themeOf(state.look);
  const { columns, rows } = state.size;
  if (isTooSmall(state.size)) {
    return (
      <Box position="absolute" width={columns} height={rows}>
        <Lines lines={tooSmall(state, columns, rows, theme)} theme={theme} />
      </Box>
    );
  }
  const tab = tabOf(product, state);
  const head = headOf(product, state, theme);
  const body = rows - head.length - 2;
  const focus = focusOf(tab, state)?.id ?? null;
  const whole = tab.arrangement(state, columns, body);
  const arrangement: Arrangement | null =
    breadthOf(columns, rows) === 'one' && focus !== null ? { kind: 'panel', panel: focus } : fitted(whole, body, focus);
  const last = [
    statusLine(state, theme, columns, tab.status?.(state, columns, theme) ?? null),
    footer(product, state, columns, theme),
  ];
  return (
    <Box position="absolute" flexDirection="column" width={columns} height={rows}>
      <Box height={head.length} flexShrink={0}>
        <Lines lines={head} theme={theme} />
      </Box>
      <Box height={body} flexShrink={0}>
        {arrangement === null ? null : (
          <Arranged arrangement={arrangement} tab={tab} state={state} theme={theme} focus={focus} />
        )}
      </Box>
      <Box height={2} flexShrink={0}>
        <Lines lines={last} theme={theme} />
      </Box>
      <OverlayView product={product} state={state} theme={theme} />
    </Box>
  );
}
