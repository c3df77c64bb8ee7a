/** What `ringfence evidence` does. */
import { excerptOf } from '../io/excerpt.ts';
import { readModelFile, readSource } from '../io/read-model.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { evidenceSubject } from '../model/evidence-subject.ts';
import { evidenceHtml } from '../report/evidence/evidence-html.ts';
import { evidenceMarkdown } from '../report/evidence/evidence-markdown.ts';
import { evidenceParts } from '../report/evidence/evidence-parts.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { DEFAULT_SEED, openSession } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { PROGRAM } from './called-as.ts';
import { shellWord } from '../report/text/shell-word.ts';
import { runCommand } from './command-line.ts';
import { say, write } from './console.ts';
import type { EvidenceOptions } from './evidence.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { lawOf } from './law-of.ts';
import { checkWritable, writeOutput } from './output-file.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { teller } from './teller.ts';

/** Makes the page of one threat, node or control. @throws Refusal with the faults of the model or the options. */
export async function evidence(
  file: string,
  id: string,
  options: EvidenceOptions,
  progress: ProgressBar,
): Promise<ExitStatus> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (read) => inputs.add(read));
  const model = accepted(modelFile.under());
  const subject = evidenceSubject(model, id);
  if (subject === null) {
    const meant = didYouMean(
      id,
      [...model.threats, ...model.nodes].map((each) => each.id),
    );
    const remedy = meant === null ? 'give the id of a threat, a node or a control' : `did you mean \`${meant}\`?`;
    throw new Refusal([argumentProblem(`the model has no threat, node or control \`${id}\``, remedy)]);
  }
  const { value } = accepted(await readSource(file));
  if (options.out !== undefined) await checkWritable(options.out, [...inputs]);
  accepted(planRun(options, true));
  const { trials, worlds, seed = DEFAULT_SEED } = options;
  const interrupt = watchInterrupt(() => progress.clear());
  const runner = makeRunner(options.workers);
  try {
    const session = openSession(modelFile, runner, { seed });
    const told = teller(progress, model.currency);
    const document = await session.run({ trials, worlds, signal: interrupt.signal, ...told });
    progress.clear();
    if (document.partial) {
      await say('Interrupted: half the evidence is none, so no page follows.\n');
      return INTERRUPTED;
    }
    const { text: excerpt, citations } = excerptOf(value, subject);
    const [, , ...sizes] = runCommand({ file, seed, trials, worlds });
    const command = [`${PROGRAM} evidence`, shellWord(file), shellWord(id), ...sizes];
    const parts = evidenceParts({ model, subject, excerpt, citations, document, lawOf, command, file });
    const isHtml = /\.html?$/i.test(options.out ?? '');
    const text = isHtml ? evidenceHtml(parts, document.ringfence) : `${evidenceMarkdown(parts).join('\n')}\n`;
    if (options.out === undefined) await write(process.stdout, text);
    else await writeOutput(options.out, text);
    return DONE;
  } catch (error) {
    if (interrupt.signal.aborted && !(error instanceof Refusal)) return INTERRUPTED;
    throw blamed(error);
  } finally {
    progress.clear();
    await runner.close();
    interrupt.release();
  }
}
