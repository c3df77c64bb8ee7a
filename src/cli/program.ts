/** The command line: its commands, and what becomes of what they throw. Heavy parts are loaded by the command that needs them. */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../sim/session/version.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { showsColour, tolerateClosedPipes, write } from './console.ts';
import { withExamples } from './examples.ts';
import { AT_FAULT, DONE, INTERNAL_FAULT, type ExitStatus } from './exit-status.ts';
import { Refusal } from './refusal.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { verifyCommand } from './verify.ts';

const DESCRIPTION =
  'Simulates many possible futures of an organisation: what they cost, how sure that is, ' +
  'which failures snowball, and whether the limits of the board hold.';

const STATUSES =
  '\nExit status: 0 done, 1 the model or the arguments are at fault, 2 a limit is\n' +
  'broken (run --fail-on-breach), 3 Ringfence is at fault, 130 interrupted.';

function makeProgram(finish: (status: ExitStatus) => void): Command {
  const program = new Command('ringfence')
    .description(DESCRIPTION)
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Add --help for what there is.')
    .exitOverride();
  for (const command of [
    checkCommand(finish),
    runCommand(finish),
    compareCommand(finish),
    verifyCommand(finish),
    schemaCommand(finish),
  ]) {
    program.addCommand(command.copyInheritedSettings(program).helpOption('--help', 'print this help'));
  }
  withExamples(program, [
    { line: 'check airport.yaml', what: 'Look for faults.' },
    { line: 'run airport.yaml', what: 'Simulate and report.' },
  ]);
  return program.addHelpText('after', STATUSES);
}

async function showFaults(refusal: Refusal): Promise<void> {
  const { formatProblems } = await import('../model/format-problems.ts');
  const text = formatProblems(refusal.problems, { color: showsColour(process.stderr) });
  await write(process.stderr, `${text.trimEnd()}\n`);
}

async function showInternalFault(error: unknown): Promise<void> {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await write(process.stderr, `Ringfence is at fault, not your model. Please report this:\n${details}\n`);
}

async function statusOf(error: unknown): Promise<ExitStatus> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : AT_FAULT;
  if (error instanceof Refusal) {
    await showFaults(error);
    return AT_FAULT;
  }
  await showInternalFault(error);
  return INTERNAL_FAULT;
}

/**
 * Runs the program.
 *
 * @param words What follows the name of the program.
 * @returns The exit status; the process is to end by itself, so that all that was written arrives.
 */
export async function main(words: readonly string[]): Promise<ExitStatus> {
  tolerateClosedPipes([process.stdout, process.stderr]);
  process.on('uncaughtException', (error) => {
    void showInternalFault(error).finally(() => process.exit(INTERNAL_FAULT));
  });
  let status: ExitStatus = DONE;
  try {
    await makeProgram((given) => {
      status = given;
    }).parseAsync(words, { from: 'user' });
  } catch (error) {
    status = await statusOf(error);
  }
  return status;
}
