/** What a terminal can show and a reader wants: from the environment and the options. */
import type { GlyphSet, Look, Palette } from '../draw/theme.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LookOptions {
  readonly ascii?: boolean | undefined;
  readonly color?: boolean | undefined;
  readonly speech?: boolean | undefined;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Whether the locale is one of UTF-8: the first of the three variables that is set decides, as in POSIX. */
function hasUtf8(environment: Environment): boolean {
  const locale = [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find(isSet);
  return locale === undefined || /utf-?8/i.test(locale);
}

function glyphsOf(environment: Environment, { ascii }: LookOptions): GlyphSet {
  const asked = environment['RINGFENCE_GLYPHS'];
  if (ascii === true || asked === 'ascii') return 'ascii';
  if (asked === 'block' || asked === 'unicode') return asked;
  return environment['TERM'] === 'linux' || !hasUtf8(environment) ? 'ascii' : 'unicode';
}

function paletteOf(environment: Environment, { color }: LookOptions): Palette {
  const isForced = isSet(environment['FORCE_COLOR']) && environment['FORCE_COLOR'] !== '0';
  if (color === false) return 'none';
  if (color !== true && !isForced && (isSet(environment['NO_COLOR']) || environment['FORCE_COLOR'] === '0')) {
    return 'none';
  }
  return environment['RINGFENCE_PALETTE'] === 'blue-orange' ? 'blue-orange' : 'usual';
}

/**
 * Whether lines are read aloud in place of a screen: asked for, by the option, `RINGFENCE_SPEECH` or Ink's own variable; or because the terminal
 * can do no more than add lines.
 */
export function isReadAloud(environment: Environment, { speech }: LookOptions = {}): boolean {
  const asked = environment['RINGFENCE_SPEECH'];
  if (speech === true || environment['TERM'] === 'dumb') return true;
  return isSet(asked) ? asked !== '0' : environment['INK_SCREEN_READER'] === 'true';
}

/** Whether only ASCII may be written. */
export const isAsciiOnly = (environment: Environment, options: LookOptions = {}): boolean =>
  glyphsOf(environment, options) === 'ascii';

export function lookOf(environment: Environment, options: LookOptions = {}): Look {
  if (isReadAloud(environment, options)) return { glyphs: 'spoken', palette: 'none' };
  return { glyphs: glyphsOf(environment, options), palette: paletteOf(environment, options) };
}

/** Milliseconds between frames that `RINGFENCE_FPS` asks for; absent where it asks for nothing that can be. */
export function paceOf(environment: Environment): number | undefined {
  const asked = Number(environment['RINGFENCE_FPS']);
  return asked > 0 && asked <= 60 ? 1000 / asked : undefined;
}

/** Why the product cannot open here, and what to use instead; null where it can. */
export function refusal(
  input: { readonly isTTY?: boolean | undefined },
  output: { readonly isTTY?: boolean | undefined },
): string | null {
  const instead = 'Use `ringfence run FILE` for a report, or `ringfence --help`.';
  if (input.isTTY !== true || output.isTTY !== true) return `ringfence without a command needs a terminal. ${instead}`;
  return null;
}
