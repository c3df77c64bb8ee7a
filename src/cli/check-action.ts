/** What `ringfence check` does. */
import { mandatorySpend } from '../doughnut/cost/expected-spend.ts';
import { readModel } from '../io/read-model.ts';
import type { Quantity } from '../model/quantity.ts';
import { checkSummary } from '../report/check/check-summary.ts';
import type { LawView } from '../report/read-back/combined-law.ts';
import { readBack } from '../report/read-back/read-back.ts';
import { driverOutlook } from '../study/drivers/outlook.ts';
import { distributionOf } from '../sim/distributions/distribution-of.ts';
import type { CheckOptions } from './check.ts';
import { pageOf, write } from './console.ts';
import { DONE, type ExitStatus } from './exit-status.ts';
import { accepted } from './refusal.ts';

/** The law that a reader should see: error of assessment and chance together, which is the widened interval. */
const lawOf = (quantity: Quantity): LawView => distributionOf({ ...quantity, timing: 'uncertain' });

/** Reads the model and reports on it. @throws Refusal with its faults. */
export async function check(file: string, options: CheckOptions): Promise<ExitStatus> {
  const { scenario, portfolio, set } = options;
  const model = accepted(await readModel(file, { scenario, portfolio, set }));
  const page = pageOf(process.stdout);
  const lines =
    options.read === true
      ? readBack(model, lawOf, page)
      : checkSummary(file, model, lawOf, page, mandatorySpend(model), driverOutlook(model));
  await write(process.stdout, `${lines.join('\n')}\n`);
  return DONE;
}
