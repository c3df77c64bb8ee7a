/** The command line: its commands, and what becomes of what they throw. Heavy parts are loaded by the command that needs them. */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../sim/session/version.ts';
import { PROGRAM } from './called-as.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { pageOf, say, showsColour, tolerateFailures, write } from './console.ts';
import { discoverCommand } from './discover.ts';
import { doughnutCommand } from './doughnut.ts';
import { withExamples } from './examples.ts';
import { AT_FAULT, DONE, INTERNAL_FAULT, type ExitStatus } from './exit-status.ts';
import { openCommand } from './open.ts';
import { evidenceCommand } from './evidence.ts';
import { exportCommand } from './export.ts';
import { historyCommand } from './history.ts';
import { importCommand } from './import.ts';
import { standOnce } from './options.ts';
import { Refusal } from './refusal.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { sensitivityCommand } from './sensitivity.ts';
import { snowballCommand } from './snowball.ts';
import { verifyCommand } from './verify.ts';

const DESCRIPTION =
  'Simulates many possible futures of an organisation: what they cost, how sure that is, ' +
  'how one failure becomes many, and whether the limits of the board hold.';

const STATUSES =
  '\nExit status: 0 done, 1 the model or the arguments are at fault, 2 a limit is\n' +
  'broken (run --fail-on-breach), 3 Ringfence is at fault, 130 interrupted.';

/** `ringfence help`, for those who look for it there. */
function helpCommand(program: Command): Command {
  return new Command('help')
    .description('Print the help of a command.')
    .argument('[command]')
    .action((name: string | undefined) => {
      const named = name === undefined ? program : program.commands.find((command) => command.name() === name);
      if (named !== undefined) return named.outputHelp();
      const names = program.commands.map((command) => command.name());
      return program.error(`error: there is no command '${name}'; there are ${names.join(', ')}`);
    });
}

/** What commander prints, kept to be written when it is done. */
interface Printed {
  out: string;
  error: string;
}

function makeProgram(printed: Printed, finish: (status: ExitStatus) => void): Command {
  const program = new Command(PROGRAM)
    .description(DESCRIPTION)
    .version(VERSION, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Add --help for what there is.')
    .configureOutput({
      writeOut: (text) => (printed.out += text),
      writeErr: (text) => (printed.error += text),
    })
    .exitOverride();
  for (const command of [
    checkCommand(finish),
    runCommand(finish),
    compareCommand(finish),
    snowballCommand(finish),
    discoverCommand(finish),
    sensitivityCommand(finish),
    doughnutCommand(finish),
    reportCommand(finish),
    historyCommand(finish),
    importCommand(finish),
    exportCommand(finish),
    evidenceCommand(finish),
    verifyCommand(finish),
    schemaCommand(finish),
  ]) {
    standOnce(command);
    program.addCommand(command.copyInheritedSettings(program).helpOption('-h, --help', 'print this help'));
  }
  program.addCommand(helpCommand(program).copyInheritedSettings(program));
  openCommand(program, finish);
  withExamples(program, [
    { line: 'check airport.yaml', what: 'Look for faults.' },
    { line: 'run airport.yaml', what: 'Simulate and report.' },
  ]);
  return program.addHelpText('after', STATUSES);
}

async function showFaults(refusal: Refusal): Promise<void> {
  const { formatProblems } = await import('../report/faults/format-problems.ts');
  const text = formatProblems(refusal.problems, {
    color: showsColour(process.stderr),
    width: pageOf(process.stderr).width,
  });
  await say(`${text.trimEnd()}\n`);
}

async function showInternalFault(error: unknown): Promise<void> {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await say(`Ringfence is at fault, not your model. Please report this:\n${details}\n`);
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
  tolerateFailures([process.stdout, process.stderr]);
  process.on('uncaughtException', (error) => {
    void showInternalFault(error).finally(() => process.exit(INTERNAL_FAULT));
  });
  let status: ExitStatus = DONE;
  const printed: Printed = { out: '', error: '' };
  try {
    await makeProgram(printed, (given) => {
      status = given;
    }).parseAsync(words, { from: 'user' });
  } catch (error) {
    status = await statusOf(error);
  }
  try {
    if (printed.out !== '') await write(process.stdout, printed.out);
  } catch (error) {
    status = await statusOf(error);
  }
  if (printed.error !== '') await say(printed.error);
  return status;
}
