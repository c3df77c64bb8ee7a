/** Bars of block characters, an eighth of a column fine. */

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of `share` (0 to 1) of `width` columns; anything above 0 shows at least a sliver. */
export function bar(share: number, width: number): string {
  const bounded = Math.min(1, Math.max(0, share));
  const eighths = bounded > 0 ? Math.max(1, Math.round(bounded * width * 8)) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}
