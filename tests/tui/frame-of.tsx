/** The rows that the real tree paints for a state. */
import { render } from 'ink';
import { Frame } from '../../src/tui/components/frame.tsx';
import { composed, makeStage, StageContext } from '../../src/tui/components/stage.ts';
import { product } from '../../src/tui/product.ts';
import type { Product } from '../../src/tui/state/product.ts';
import type { State } from '../../src/tui/state/state.ts';
import { makeSilentStream } from '../../src/tui/terminal/streams.ts';

export function frameOf(state: State, of: Product = product): readonly string[] {
  const { columns, rows } = state.size;
  const stage = makeStage();
  const instance = render(
    <StageContext.Provider value={stage}>
      <Frame product={of} state={state} />
    </StageContext.Provider>,
    { stdout: makeSilentStream(columns, rows), debug: true, patchConsole: false, exitOnCtrlC: false },
  );
  const frame = composed(stage, columns, rows);
  instance.unmount();
  return frame;
}
