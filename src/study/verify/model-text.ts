/** A model file in pounds whose only bearer is `own`: the head that all rows share, then the rest. */
export function modelText(title: string, body: string, horizon = '1 year'): string {
  const head = [`title: "${title}"`, 'currency: GBP', 'starts: 2027-01-01', `horizon: ${horizon}`];
  return ['ringfence: 1', ...head, 'bearers: { own: count }', body, ''].join('\n');
}
