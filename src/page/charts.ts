/** Charts in the colours of the page: the first at once, the others as soon as there is time. */
import { dataOf, figures, pictureOf } from './figures.ts';
import { plotly, type Values } from './plotly.ts';

const CONFIG: Values = { displayModeBar: false, displaylogo: false, responsive: true, doubleClick: 'reset' };

/** A value with the names of colours replaced by colours. */
function coloured(value: unknown, colour: (name: string) => string): unknown {
  if (typeof value === 'string') return value.startsWith('--') ? colour(value) : value;
  if (Array.isArray(value)) return value.map((each) => coloured(each, colour));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, coloured(each, colour)]));
}

/** What every chart has of the page. */
function common(colour: (name: string) => string): Values {
  const font = { family: 'system-ui, sans-serif', size: 13, color: colour('--ink') };
  return {
    font,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    hoverlabel: { bgcolor: colour('--panel'), bordercolor: colour('--rule'), font, align: 'left' },
    autosize: true,
    dragmode: false,
  };
}

const axis = (given: unknown, colour: (name: string) => string): Values => ({
  ...(given as Values),
  gridcolor: colour('--rule'),
  linecolor: colour('--quiet'),
});

async function draw(figure: HTMLElement): Promise<void> {
  const picture = pictureOf(figure);
  const { chart } = dataOf(figure);
  if (picture === null || chart === null) return;
  const styles = getComputedStyle(document.documentElement);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const layout = coloured(chart.layout, colour) as Values;
  const axes = { xaxis: axis(layout['xaxis'], colour), yaxis: axis(layout['yaxis'], colour) };
  const { height } = layout;
  if (typeof height === 'number') picture.classList.add('tall');
  await plotly().react(
    picture,
    coloured(chart.data, colour) as readonly Values[],
    { ...common(colour), ...layout, ...axes },
    CONFIG,
  );
}

/** The next moment in which the browser has nothing else to do. */
const idle = (): Promise<unknown> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 200 });
    else setTimeout(resolve, 0);
  });

/** Draws all charts; `data-ready` of the page says when all are there. */
export function drawCharts(): { readonly redraw: () => void } {
  const all = figures().filter(({ dataset }) => dataset['figure'] === 'chart');
  const drawAll = async (): Promise<void> => {
    for (const [at, figure] of all.entries()) {
      if (at > 0) await idle();
      await draw(figure);
    }
    document.documentElement.dataset['ready'] = 'yes';
  };
  void drawAll();
  const redraw = (): void => all.forEach((figure) => void draw(figure));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  matchMedia('print').addEventListener('change', redraw);
  return { redraw };
}
