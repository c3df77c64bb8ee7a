/** What a model file says, figure by figure, so that two runs can be told apart by what went in. */

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const segment = (key: string): string => (/\s/.test(key) ? `"${key}"` : key);

/** What is said, by path: `nodes.terminals.restart` is `4..9 h`. Lists of plain values are one text. */
export function flatInputs(value: unknown): Readonly<Record<string, string>> {
  const flat: Record<string, string> = {};
  const visit = (at: string, part: unknown): void => {
    const inner = (key: string): string => (at === '' ? segment(key) : `${at}.${segment(key)}`);
    if (isMap(part)) {
      const entries = Object.entries(part);
      if (entries.length === 0) flat[at] = '{}';
      for (const [key, own] of entries) visit(inner(key), own);
    } else if (Array.isArray(part) && part.some((own) => typeof own === 'object' && own !== null)) {
      for (const [index, own] of part.entries()) visit(inner(String(index + 1)), own);
    } else {
      flat[at] = Array.isArray(part) ? part.map(String).join(', ') : String(part);
    }
  };
  visit('', value);
  return flat;
}
