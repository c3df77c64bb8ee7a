/** Readers of option values; what they cannot read, commander reports with the name of the option. */
import { type Command, InvalidArgumentError } from 'commander';

const SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, bn: 1e9 };
const LARGEST = 2 ** 31 - 1;

/** A count of at least 1: `250000`, `250_000`, `250k`, `1m`, `2e6`. */
export function count(text: string): number {
  const [, digits = '', scale = ''] = /^(\d[\d_,]*(?:\.\d+)?(?:e\d+)?)(k|m|bn)?$/i.exec(text.trim()) ?? [];
  const value = digits === '' ? Number.NaN : Number(digits.replace(/[_,]/g, '')) * (SCALES[scale.toLowerCase()] ?? 1);
  if (Number.isInteger(value) && value >= 1 && value <= LARGEST) return value;
  throw new InvalidArgumentError('Give a whole number from 1, such as 250000, 250k or 1m.');
}

const BYTES: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** An amount of memory in bytes: `512m`, `2g`, `2 GB`. */
export function bytes(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt])i?b?$/i.exec(text.trim()) ?? [];
  const value = Number(digits) * (BYTES[unit.toLowerCase()] ?? Number.NaN);
  if (value > 0) return value;
  throw new InvalidArgumentError('Give a size with its unit, such as 512m or 2g.');
}

/** Collects the values of an option that may stand several times. */
export const several = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** The same of names, of which one text may have several with commas between: no name has one. */
export const names = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').map((name) => name.trim()),
];

/** Collects `threat=ID`, `node=ID:30..60 h` and `DRIVER=STATE`; the model says what else is wrong with them. */
export function given(text: string, before: readonly string[] = []): readonly string[] {
  const isHold = /^(?!threat=|node=)[a-z][a-z0-9-]*=[^\s:@]+$/.test(text.trim());
  if (isHold || /^(threat=[^\s:@]|node=[^\s:@])/.test(text.trim())) return [...before, text.trim()];
  throw new InvalidArgumentError(
    'Write threat=ID, or node=ID:30..60h, perhaps with @2027-12-19T17:00 behind, or DRIVER=STATE: ids are those of the model.',
  );
}

/** Collects overrides of `PATH=VALUE`. */
export function override(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[^=\s][^=]*=\s*\S/.test(text)) {
    throw new InvalidArgumentError('Write PATH=VALUE, such as nodes.terminals.restart=2..4h.');
  }
  return [...before, text];
}

/** A trial by its address: world and trial within it, from 0. */
export interface Address {
  readonly world: number;
  readonly trial: number;
}

/** A trial by its loss: the share of trials that lose no more, above 0 and at most 1. */
export interface ByLoss {
  readonly quantile: number;
}

/** Reads `12/340`, world 12, trial 340; `median`, or `95%`: the future that so many do not exceed in loss. */
export function whichTrial(text: string): Address | ByLoss {
  const plain = text.trim().toLowerCase();
  if (plain === 'median') return { quantile: 0.5 };
  const [, share = ''] = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(plain) ?? [];
  if (share !== '' && Number(share) > 0 && Number(share) <= 100) return { quantile: Number(`${share}e-2`) };
  const [, world = '', trial = ''] = /^(\d{1,10})\/(\d{1,10})$/.exec(plain) ?? [];
  if (trial === '') {
    throw new InvalidArgumentError(
      'Write WORLD/TRIAL, both from 0, such as 12/340; or median, or a share such as 95%, for a future by its loss.',
    );
  }
  return { world: Number(world), trial: Number(trial) };
}

/** Reads `5%`: a share above 0 and at most 1. */
export function leastShare(text: string): number {
  const [, digits = ''] = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text.trim()) ?? [];
  const share = digits === '' ? Number.NaN : Number(`${digits}e-2`);
  if (share > 0 && share <= 1) return share;
  throw new InvalidArgumentError('Give a share of the tail above 0% and at most 100%, such as 5%.');
}

/** Reads `10%`: a share above 0 and below 1. */
export function innerShare(text: string): number {
  const [, digits = ''] = /^(\d{1,2}(?:\.\d+)?)\s*%$/.exec(text.trim()) ?? [];
  const share = digits === '' ? Number.NaN : Number(`${digits}e-2`);
  if (share > 0 && share < 1) return share;
  throw new InvalidArgumentError('Give a share above 0% and below 100%, such as 10%.');
}

/** Readers of options that may stand several times. */
const COLLECTORS: ReadonlySet<unknown> = new Set([several, names, given, override]);

/** Lets every other option of a command stand once: of two values neither would be the one that was meant. */
export function standOnce(command: Command): void {
  for (const option of command.options) {
    const { parseArg } = option;
    if (!option.required || COLLECTORS.has(parseArg)) continue;
    option.argParser((text: string, before: unknown) => {
      if (before !== undefined) throw new InvalidArgumentError('It may stand once.');
      return parseArg === undefined ? text : parseArg(text, undefined);
    });
  }
}
