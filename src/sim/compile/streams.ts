/** Labels of the streams of draws: paths, numbered as they first appear. */

export interface Streams {
  /** Number of the stream with this label. */
  of(label: string): number;
  /** Labels by number. */
  labels(): readonly string[];
}

export function makeStreams(): Streams {
  const numbers = new Map<string, number>();
  return {
    of: (label) => {
      let stream = numbers.get(label);
      if (stream === undefined) {
        stream = numbers.size;
        numbers.set(label, stream);
      }
      return stream;
    },
    labels: () => [...numbers.keys()],
  };
}
