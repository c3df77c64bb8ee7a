/** The network of `scale` as an organisation has it: with goals, a promise, controls and limits, for a screen to show. */
import { scaleText } from './scale.mjs';

/** @param controls At most `nodes`. */
export function largeModelText(nodes, controls = 60) {
  const last = `n${String(nodes - 1).padStart(6, '0')}`;
  const lines = [
    scaleText(nodes).trimEnd().replace(`  ${last}: { `, `  ${last}: { goal: service, tolerance: { mtpd: 4 h }, `),
  ];
  lines.push('controls:');
  for (let index = 0; index < controls; index++) {
    lines.push(
      `  guard-of-t${index}: { against: [t${index}], current: none, levels: { none: {}, ` +
        `half: { order: 1, opex: £${1 + (index % 9)}k per year, prevent: 50% }, full: { order: 2, opex: £${12 + (index % 7)}k per year, prevent: 95% } } }`,
    );
  }
  lines.push(
    'appetite:',
    '  limits:',
    '    mean: { mean loss: £1m per year }',
    '    big: { loss over: £3m, chance: 5% per year }',
    `    closed: { outage of: ${last}, over: mtpd, chance: 1% per year }`,
  );
  return `${lines.join('\n')}\n`;
}
