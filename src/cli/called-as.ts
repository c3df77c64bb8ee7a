/** How the program is called here, so that a line which people copy works for them too. */

/** The words that call the program under a process environment: `npx ringfence` where npx has found it. */
function calledAs(environment: Readonly<Record<string, string | undefined>>): string {
  const isByNpx =
    environment['npm_lifecycle_event'] === 'npx' && /^['"]?ringfence\b/.test(environment['npm_lifecycle_script'] ?? '');
  return isByNpx ? 'npx ringfence' : 'ringfence';
}

export const PROGRAM: string = calledAs(process.env);
