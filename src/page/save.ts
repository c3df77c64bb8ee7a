/** A figure as a file: its figures as CSV, itself as SVG or PNG. */
import { csvText } from '../io/csv-text.ts';
import { dataOf, figures, pictureOf } from './figures.ts';
import { plotly } from './plotly.ts';

/** What of the styles of the page a drawing needs when it stands alone. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'display',
] as const;

/** Pixels of a saved picture for each of the page. */
const SCALE = 2;

function offer(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A drawing of the page with its styles in it. */
function aloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const styled = [...copy.querySelectorAll<SVGElement>('*')];
  for (const [index, element] of [...drawing.querySelectorAll<SVGElement>('*')].entries()) {
    const styles = getComputedStyle(element);
    for (const name of STYLES) styled[index]?.style.setProperty(name, styles.getPropertyValue(name));
  }
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.style.background = getComputedStyle(document.documentElement).getPropertyValue('--panel');
  return new XMLSerializer().serializeToString(copy);
}

async function svgOf(figure: HTMLElement, picture: HTMLElement): Promise<string | null> {
  if (figure.dataset['figure'] === 'chart') {
    const { width, height } = picture.getBoundingClientRect();
    const address = await plotly().toImage(picture, { format: 'svg', width, height });
    return decodeURIComponent(address.slice(address.indexOf(',') + 1));
  }
  const drawing = picture.querySelector('svg');
  return drawing === null ? null : aloneSvg(drawing);
}

/** The picture in pixels, on the ground of the page. */
async function pngOf(svg: string): Promise<Blob | null> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    const brush = canvas.getContext('2d');
    if (brush === null) return null;
    brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--panel');
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function save(figure: HTMLElement, format: string): Promise<void> {
  const name = `${figure.id}.${format}`;
  if (format === 'csv') return offer(name, new Blob([csvText(dataOf(figure).table)], { type: 'text/csv' }));
  const picture = pictureOf(figure);
  const svg = picture === null ? null : await svgOf(figure, picture);
  if (svg === null) return;
  const content = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg);
  if (content !== null) offer(name, content);
}

export function saveFigures(): void {
  for (const figure of figures()) {
    for (const button of figure.querySelectorAll<HTMLButtonElement>('button[data-save]')) {
      button.addEventListener('click', () => void save(figure, button.dataset['save'] ?? 'csv'));
    }
  }
}
