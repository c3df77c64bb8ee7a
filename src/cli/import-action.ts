/** What `ringfence import` does. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readModelFileText } from '../io/read-model.ts';
import { importRegister } from '../io/register/import-register.ts';
import { importWorkbook, modelSheetOf } from '../io/register/import-workbook.ts';
import { parseMapping, type Mapping } from '../io/register/mapping.ts';
import { readSheets } from '../io/sheets/read-sheets.ts';
import { systemReason } from '../io/system-reason.ts';
import type { Problem } from '../model/problem.ts';
import { wrap } from '../report/text/wrap.ts';
import { counted } from '../results/format/count.ts';
import { pageOf, say, write } from './console.ts';
import { DONE, type ExitStatus } from './exit-status.ts';
import type { ImportOptions } from './import.ts';
import { checkWritable, writeOutput } from './output-file.ts';
import { SILENT } from './progress-bar.ts';
import { accepted, argumentProblem, Refusal } from './refusal.ts';

async function mappingOf(file: string | undefined): Promise<Mapping> {
  if (file === undefined) return {};
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal([argumentProblem(`cannot read ${file}: ${systemReason(error, 'read')}`, 'check the path')]);
  });
  return accepted(parseMapping(file, text));
}

type PlaceOf = (row: number, key: string) => string;

interface Imported {
  readonly text: string;
  readonly words: readonly string[];
  readonly placeOf: PlaceOf | null;
}

async function imported(file: string, mapping: Mapping): Promise<Imported> {
  const sheets = accepted(await readSheets(file));
  const name = path.basename(file);
  const model = modelSheetOf(sheets);
  if (model !== null) {
    const { text, notes } = accepted(importWorkbook(sheets, model, name));
    return { text, words: notes, placeOf: null };
  }
  const { text, risks, lost, notes, placeOf } = accepted(importRegister(sheets, mapping, name));
  const open = lost === null ? 0 : lost.sameCell + lost.overlapping;
  const words =
    lost === null
      ? []
      : [
          `The matrix could not order ${open} of ${counted(lost.pairs, 'pair')} of risks: ${lost.sameCell} lie in the same cell, ${lost.overlapping} in cells whose losses a year overlap.`,
        ];
  return { text, words: [`${counted(risks, 'risk')}.`, ...notes, ...words], placeOf };
}

/** A fault of the model that was made, with the place in the sheet that it comes from. */
function ofPlace(problem: Problem, text: string, placeOf: PlaceOf): Problem {
  const line = problem.place?.line;
  if (line === undefined) return problem;
  const above = text.split('\n').slice(0, line);
  const before = above.findLast((each) => /^ {4}# Row \d+/.test(each));
  const row = before === undefined ? undefined : /\d+/.exec(before)?.[0];
  if (row === undefined) return problem;
  const key = /^ {4}(\w+):/.exec(above.at(-1) ?? '')?.[1] ?? '';
  return { ...problem, message: `${placeOf(Number(row), key)}: ${problem.message}` };
}

/** Makes a model of a sheet. @throws Refusal with all that the sheet or the mapping leaves open. */
export async function importSheet(file: string, { mapping, out, run }: ImportOptions): Promise<ExitStatus> {
  if (run === true && out === undefined) {
    throw new Refusal([argumentProblem('--run simulates the model that --out writes', 'give --out FILE.yaml')]);
  }
  if (out !== undefined) await checkWritable(out, [file]);
  const { text, words, placeOf } = await imported(file, await mappingOf(mapping));
  const page = pageOf(process.stderr);
  if (words.length > 0) await say(`${words.flatMap((sentence) => wrap(sentence, page.width, 2)).join('\n')}\n`);
  const checked = readModelFileText(text, out ?? 'model.yaml').under();
  if (!checked.ok) {
    throw new Refusal(checked.problems.map((each) => (placeOf === null ? each : ofPlace(each, text, placeOf))));
  }
  if (out === undefined) await write(process.stdout, text);
  else await writeOutput(out, text);
  if (out === undefined || run !== true) return DONE;
  const { run: simulate } = await import('./run-action.ts');
  return simulate(out, {}, SILENT);
}
