/**
 * Entry of the product. Imports nothing but what decides whether there is a terminal to open it in: React must not be loaded
 * before `NODE_ENV` is set, or it is the development build, which remembers every frame.
 */
import { isAsciiOnly, isReadAloud, lookOf, refusal } from './terminal/abilities.ts';

export interface OpenOptions {
  readonly file?: string | undefined;
  readonly ascii?: boolean | undefined;
  readonly color?: boolean | undefined;
  readonly speech?: boolean | undefined;
}

/** @returns The exit status, or why the product cannot open here. */
export async function openProduct(options: OpenOptions): Promise<number | { readonly refused: string }> {
  const refused = refusal(process.stdin, process.stdout);
  if (refused !== null) return { refused };
  const { env } = process;
  const { file } = options;
  const look = lookOf(env, options);
  if (isReadAloud(env, options)) {
    const { runSpeech } = await import('./speech/run-speech.ts');
    return runSpeech({ file, look }, isAsciiOnly(env, options));
  }
  env['NODE_ENV'] ??= 'production';
  const { runApp } = await import('./app.tsx');
  return runApp({ file, look });
}
