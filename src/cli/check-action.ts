/** What `ringfence check` does. */
import { mandatorySpend } from '../doughnut/cost/expected-spend.ts';
import { readModel } from '../io/read-model.ts';
import { checkSummary } from '../report/check/check-summary.ts';
import { readBack } from '../report/read-back/read-back.ts';
import { driverOutlook } from '../study/drivers/outlook.ts';
import type { CheckOptions } from './check.ts';
import { pageOf, write } from './console.ts';
import { DONE, type ExitStatus } from './exit-status.ts';
import { lawOf } from './law-of.ts';
import { accepted } from './refusal.ts';

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
