/** The scripts of the page that people are sent, as the build leaves them beside the program. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** From dist/cli, from dist/io, and from src/io. */
const PLACES = ['../page', '../../dist/page'];

async function textOf(name: string): Promise<string> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const place of PLACES) {
    const text = await readFile(path.join(here, place, name), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  throw new Error(`the installation is not whole: dist/page/${name} is missing`);
}

export async function readPageScripts(): Promise<{ readonly plotly: string; readonly page: string }> {
  const [plotly, page] = await Promise.all([textOf('plotly.js'), textOf('page.js')]);
  return { plotly, page };
}
