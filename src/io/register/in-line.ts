/** A value of a model file in one line, as the register shows it. */

/** `own: £5..£40; neighbours: £1`. */
export function inLine(value: unknown): string {
  if (Array.isArray(value)) return value.map(inLine).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, own]) => `${key}: ${inLine(own)}`)
      .join('; ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
