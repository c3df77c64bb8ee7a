/** What a page asks of programs that are there already: a Chromium that prints it, and whatever opens pages. */
import { spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** The first of some programs that is on the path; null where none is. */
async function onPath(names: readonly string[], searched: string): Promise<string | null> {
  const folders = searched.split(path.delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  }
  return null;
}

/** Runs a program without its output; its exit status, null where it could not be started or was killed. */
const ended = (program: string, words: readonly string[]): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'ignore' });
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });

/**
 * Prints a page on A4 by a Chromium.
 *
 * @param searched Folders in which it is looked for, as PATH has them.
 * @returns Null when the PDF is there; else why not.
 */
export async function printed(page: string, pdf: string, searched: string): Promise<string | null> {
  const chromium = await onPath(CHROMIUMS, searched);
  if (chromium === null) {
    return 'no Chromium was found to print with: open the page in a browser and print it from there, it is set for A4';
  }
  const began = await stat(pdf).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  const isRoot = process.getuid?.() === 0;
  const status = await ended(chromium, [
    '--headless',
    '--disable-gpu',
    ...(isRoot ? ['--no-sandbox'] : []),
    '--no-pdf-header-footer',
    // Time for the charts, which are drawn one after the other
    '--virtual-time-budget=20000',
    `--print-to-pdf=${path.resolve(pdf)}`,
    pathToFileURL(path.resolve(page)).href,
  ]);
  const made = await stat(pdf).catch(() => null);
  if (status === 0 && made !== null && made.size > 0 && made.mtimeMs >= began) return null;
  return `${chromium} did not print it: open the page in a browser and print it from there`;
}

/** Shows a page in the reader's browser; why it could not be shown, or null. */
export async function opened(page: string, searched: string): Promise<string | null> {
  const names = process.platform === 'darwin' ? ['open'] : ['xdg-open', 'wslview'];
  const opener = await onPath(names, searched);
  if (opener === null) return 'nothing was found that opens pages: open it yourself';
  spawn(opener, [path.resolve(page)], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
  return null;
}
