/**
 * Entry of the product. Imports nothing but what decides whether there is a terminal to open it in: React must not be loaded
 * before `NODE_ENV` is set, or it is the development build, which remembers every frame.
 */
import { lookOf, refusal } from './terminal/abilities.ts';

export interface OpenOptions {
  readonly file?: string | undefined;
  readonly ascii?: boolean | undefined;
  readonly color?: boolean | undefined;
}

/** @returns The exit status, or why the product cannot open here. */
export async function openProduct(options: OpenOptions): Promise<number | { readonly refused: string }> {
  const refused = refusal(process.stdin, process.stdout, process.env);
  if (refused !== null) return { refused };
  process.env['NODE_ENV'] ??= 'production';
  const { runApp } = await import('./app.tsx');
  return runApp({ file: options.file, look: lookOf(process.env, options) });
}
