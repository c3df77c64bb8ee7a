/** Keeps a listener from hearing the same line twice in a row: what is said again says that it is. */
export interface Voice {
  /** The lines to be written of those that would be said. */
  readonly take: (lines: readonly string[]) => readonly string[];
}

export function makeVoice(): Voice {
  let last = '';
  return {
    take: (lines) =>
      lines.map((line) => {
        // Silence would sound as if a key had not been heard
        last = line === last ? `Again: ${line}` : line;
        return last;
      }),
  };
}
