/** Copies through the terminal (OSC 52), so that it works over SSH too. Nothing comes back that would prove it. */

/** The most that common terminals take, bytes of base64. */
const MOST = 100_000;

/** What to write to the terminal to copy a text; null for more than terminals take. */
export function copyText(text: string, isTmux: boolean): string | null {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > MOST) return null;
  const plain = `\u001b]52;c;${encoded}\u0007`;
  // tmux passes it on itself where `set-clipboard` is on; wrapped, it would need `allow-passthrough`
  return isTmux ? `\u001b]52;;${encoded}\u0007` : plain;
}
