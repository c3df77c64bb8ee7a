/** What `ringfence export` does. */
import { AskedFault } from '../doughnut/asked-fault.ts';
import { doughnut } from '../doughnut/doughnut.ts';
import { readModelFile, readSource } from '../io/read-model.ts';
import { registerSheets } from '../io/register/register-sheets.ts';
import { workbookBytes } from '../io/sheets/write-workbook.ts';
import { systemReason } from '../io/system-reason.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import type { DoughnutDocument } from '../results/doughnut-document.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { makeProgramSolver } from '../runners/solver.ts';
import { DEFAULT_SEED, openSession } from '../sim/session.ts';
import { PROGRAM } from './called-as.ts';
import { runCommand } from './command-line.ts';
import { say } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import type { ExportOptions } from './export.ts';
import { watchInterrupt } from './interrupt.ts';
import { checkWritable } from './output-file.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { teller } from './teller.ts';
import { shellWord } from '../report/text/shell-word.ts';

/** Simulates a model and writes what is found as a workbook. @throws Refusal with the faults of the model or the options. */
export async function exportModel(file: string, options: ExportOptions, progress: ProgressBar): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const model = accepted(modelFile.under());
  const source = accepted(await readSource(file));
  await checkWritable(options.xlsx, [...inputs]);
  const { trials, seed = DEFAULT_SEED } = options;
  const interrupt = watchInterrupt(() => progress.clear());
  const runner = makeRunner(options.workers);
  const solver = makeProgramSolver();
  const { signal } = interrupt;
  try {
    const session = openSession(modelFile, runner, { seed });
    const document = await session.run({ trials, signal, ...teller(progress, model.currency) });
    let found: DoughnutDocument | null = null;
    if (options.spend && model.controls.length > 0 && model.limits.length > 0) {
      progress.stage('Working out what security should cost');
      found = await doughnut(session, { trials, signal, solver });
    }
    if (document.partial || signal.aborted) {
      await say('Interrupted: half a workbook says nothing, so none is written.\n');
      return INTERRUPTED;
    }
    progress.stage('Writing the workbook');
    const command = runCommand({ file, seed, trials }).join(' ');
    const sizes = runCommand({ file, seed, trials }).slice(2);
    const workbook = [
      `${PROGRAM} export`,
      shellWord(file),
      '--xlsx',
      shellWord(options.xlsx),
      ...(options.spend ? [] : ['--no-spend']),
      ...sizes,
    ].join(' ');
    const bytes = await workbookBytes(
      registerSheets({ model, value: source.value, document, doughnut: found, command, workbook }),
    );
    await writeAtomically(options.xlsx, bytes).catch((error: unknown) => {
      throw new Refusal([
        argumentProblem(`cannot write ${options.xlsx}: ${systemReason(error)}`, 'give --xlsx another path'),
      ]);
    });
    return DONE;
  } catch (error) {
    if (signal.aborted && !(error instanceof Refusal)) return INTERRUPTED;
    if (error instanceof AskedFault) {
      throw new Refusal([argumentProblem(error.message, 'or leave out what security should cost: --no-spend')]);
    }
    throw blamed(error);
  } finally {
    progress.clear();
    await Promise.all([runner.close(), solver.close()]);
    interrupt.release();
  }
}
