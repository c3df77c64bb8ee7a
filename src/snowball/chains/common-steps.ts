/**
 * The longest common subsequence of two lists.
 *
 * @see Wagner & Fischer (1974), The string-to-string correction problem, J. ACM 21, 168-173.
 */

/** Of several that are equally long the one that leaves the first list last. */
export function commonSteps(a: readonly string[], b: readonly string[]): readonly string[] {
  const width = b.length + 1;
  /** Length of the longest one of what follows place i of a and j of b. */
  const length = new Int32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [across, down] = [length[i * width + j + 1] ?? 0, length[(i + 1) * width + j] ?? 0];
      length[i * width + j] = a[i] === b[j] ? (length[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(across, down);
    }
  }
  const found: string[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const step = a[i];
    if (step !== undefined && step === b[j]) {
      found.push(step);
      i++;
      j++;
    } else if ((length[i * width + j + 1] ?? 0) >= (length[(i + 1) * width + j] ?? 0)) j++;
    else i++;
  }
  return found;
}
