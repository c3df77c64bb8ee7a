/** Less and more money: the least losses to expect for each spend, with the plans of the rings and today's. */
import type { Plan } from '../../../results/doughnut/amounts.ts';
import { amount, sum, sureShare, type DoughnutScene } from '../../doughnut/scene.ts';
import type { Figure } from '../figure.ts';
import { escapeText } from '../markup.ts';
import { COLOUR, layoutOf, moneyAxis } from './chart-parts.ts';

const NAMED = [
  { key: 'necessary', name: 'at least', symbol: 'triangle-right', color: COLOUR.good, place: 'top center' },
  { key: 'optimum', name: 'best', symbol: 'circle', color: COLOUR.good, place: 'bottom center' },
  { key: 'sufficient', name: 'at most', symbol: 'triangle-left', color: COLOUR.good, place: 'top right' },
  { key: 'current', name: 'today', symbol: 'x', color: COLOUR.bad, place: 'top center' },
] as const;

const hover = (name: string, plan: Plan, scene: DoughnutScene): string =>
  escapeText(
    `${name}: spend ${sum(plan.spend, scene)}, losses to expect ${sum(plan.riskCost, scene)}, in all ${sum(plan.total, scene)}${Object.keys(plan.confidences).length === 0 ? '' : `, ${sureShare(plan.adequate, scene)} sure`}`,
  );

function pointsTrace(plans: readonly Plan[], name: string, symbol: string, color: string, scene: DoughnutScene) {
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: plans.map(({ spend }) => spend.value),
    y: plans.map(({ riskCost }) => riskCost.value),
    marker: { symbol, size: 8, color },
    hoverinfo: 'text',
    text: plans.map((plan) => hover(name, plan, scene)),
  };
}

/** Null where fewer than two plans are left. */
export function frontierFigure(scene: DoughnutScene, id: string): Figure | null {
  const { document } = scene;
  const { frontier, plans, currency } = document;
  if (frontier.length < 2) return null;
  const named = NAMED.flatMap((each) => {
    const plan = plans[each.key];
    return plan === undefined ? [] : [{ ...each, plan }];
  });
  const all = [...frontier, ...named.map(({ plan }) => plan)];
  const greatest = (of: (plan: Plan) => number): number => Math.max(...all.map(of)) * 1.12 || 1;
  const line = {
    type: 'scatter',
    mode: 'lines',
    name: 'least losses for the spend',
    x: frontier.map(({ spend }) => spend.value),
    y: frontier.map(({ riskCost }) => riskCost.value),
    line: { color: COLOUR.accent, width: 1.5, shape: 'hv' },
    hoverinfo: 'skip',
  };
  const inside = frontier.filter(({ isAdequate }) => isAdequate);
  const outside = frontier.filter(({ isAdequate }) => !isAdequate);
  const width = greatest(({ spend }) => spend.value);
  /** Names of plans that lie at one place stand there once; at the left edge they stand to the right of it. */
  const nameOf = (key: string, { spend, riskCost }: Plan): string => {
    const here = named.filter(({ plan }) => plan.spend.value === spend.value && plan.riskCost.value === riskCost.value);
    return here[0]?.key === key ? `${here.map(({ name }) => name).join(', ')} ${amount(spend.value, scene)}` : '';
  };
  const marks = named.map(({ key, name, symbol, color, place, plan }) => ({
    type: 'scatter',
    mode: 'markers+text',
    name,
    x: [plan.spend.value],
    y: [plan.riskCost.value],
    marker: { symbol, size: 14, color, line: { width: 1.5, color: COLOUR.ink } },
    text: [nameOf(key, plan)],
    textposition: plan.spend.value < width / 10 ? 'top right' : place,
    hoverinfo: 'text',
    hovertext: [hover(name, plan, scene)],
    showlegend: false,
  }));
  return {
    id,
    title: 'Less and more money',
    summary:
      'Each point is a plan that no other beats in both spend and losses to expect. Filled: it keeps the limits as surely as asked; open: it does not.',
    picture: {
      kind: 'chart',
      chart: {
        data: [
          line,
          pointsTrace(inside, 'keeps the limits', 'circle', COLOUR.accent, scene),
          pointsTrace(outside, 'does not keep them surely enough', 'circle-open', COLOUR.accent, scene),
          ...marks,
        ],
        layout: layoutOf(
          moneyAxis('spend a year', 0, width, currency),
          moneyAxis(
            'losses to expect a year',
            0,
            greatest(({ riskCost }) => riskCost.value),
            currency,
          ),
        ),
      },
    },
    table: {
      columns: ['plan', 'spend', 'losses to expect', 'in all', 'how sure', 'keeps the limits'],
      rows: [
        ...named.map(({ name, plan }) => [
          name,
          plan.spend.value,
          plan.riskCost.value,
          plan.total.value,
          plan.adequate.value,
          plan.isAdequate ? 'yes' : 'no',
        ]),
        ...frontier.map((plan) => [
          '',
          plan.spend.value,
          plan.riskCost.value,
          plan.total.value,
          plan.adequate.value,
          plan.isAdequate ? 'yes' : 'no',
        ]),
      ],
    },
  };
}
