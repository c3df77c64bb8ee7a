/** The product: its screens, its overlays, and what is offered everywhere. A new one is named here, and nowhere else. */
import { changing, figureAndExport } from './commands/changing.ts';
import { everywhere, knowing } from './commands/everywhere.ts';
import { moves, screenCommands } from './commands/moves.ts';
import { causeOverlay } from './overlays/cause.ts';
import { conflict } from './overlays/conflict.ts';
import { exportOverlay } from './overlays/export.ts';
import { figureOverlay } from './overlays/figure.ts';
import { firstExample, firstLeave } from './overlays/first-model.ts';
import { helpOverlay } from './overlays/help.ts';
import { howMuch } from './overlays/how-much.ts';
import { leaveOverlay } from './overlays/leave.ts';
import { paletteOverlay } from './overlays/palette.ts';
import { pathOverlay } from './overlays/path.ts';
import { saveOverlay } from './overlays/save.ts';
import { howSure, messages, whyOverlay } from './overlays/said.ts';
import { faults } from './screens/faults.ts';
import { firstModel } from './screens/first-model.ts';
import { mapScreen } from './screens/map.ts';
import { overview } from './screens/overview.ts';
import { risksScreen } from './screens/risks.ts';
import { snowballScreen } from './screens/snowball.ts';
import { start } from './screens/start.ts';
import { whatIf } from './screens/what-if.ts';
import type { Overlay, Product, Screen } from './state/product.ts';

const whole = (): Product => product;

const screens: readonly Screen[] = [
  start,
  firstModel,
  faults,
  overview,
  whatIf,
  mapScreen,
  risksScreen,
  snowballScreen,
];

const overlays: readonly Overlay[] = [
  helpOverlay(whole),
  paletteOverlay(whole),
  whyOverlay(whole),
  howSure,
  howMuch,
  messages,
  pathOverlay,
  leaveOverlay(whole),
  conflict,
  saveOverlay,
  figureOverlay,
  causeOverlay,
  exportOverlay(whole),
  firstExample,
  firstLeave,
];

export const product: Product = {
  screens,
  overlays,
  // In the order of use: a footer names those that fit
  everywhere: [
    ...screenCommands(screens),
    ...moves(whole),
    ...changing,
    ...knowing(whole),
    ...figureAndExport(whole),
    ...everywhere(whole),
  ],
};
