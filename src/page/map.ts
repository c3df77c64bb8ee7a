/** The map of dependencies: what a node depends on and what depends on it, and how large the map is. */

/** What is reached from a node by links, itself too. */
function reached(start: string, links: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of links.get(id) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function linked(edges: readonly SVGElement[], key: 'from' | 'to', other: 'from' | 'to'): Map<string, string[]> {
  const links = new Map<string, string[]>();
  for (const { dataset } of edges) {
    const [a = '', b = ''] = [dataset[key], dataset[other]];
    links.set(a, [...(links.get(a) ?? []), b]);
  }
  return links;
}

function highlight(drawing: SVGSVGElement): void {
  const nodes = [...drawing.querySelectorAll<SVGElement>('[data-node]')];
  const edges = [...drawing.querySelectorAll<SVGElement>('[data-from]')];
  const down = linked(edges, 'from', 'to');
  const up = linked(edges, 'to', 'from');
  let pinned: string | null = null;
  const show = (id: string | null): void => {
    drawing.classList.toggle('chosen', id !== null);
    const [above, below] = id === null ? [new Set<string>(), new Set<string>()] : [reached(id, up), reached(id, down)];
    for (const node of nodes) {
      const name = node.dataset['node'] ?? '';
      node.classList.toggle('on', above.has(name) || below.has(name));
      node.classList.toggle('self', name === id);
    }
    for (const { dataset, classList } of edges) {
      const [from = '', to = ''] = [dataset['from'], dataset['to']];
      classList.toggle('on', (above.has(from) && above.has(to)) || (below.has(from) && below.has(to)));
    }
  };
  for (const node of nodes) {
    const id = node.dataset['node'] ?? '';
    const pin = (): void => {
      pinned = pinned === id ? null : id;
      show(pinned ?? id);
    };
    node.addEventListener('pointerenter', () => show(id));
    node.addEventListener('pointerleave', () => show(pinned));
    node.addEventListener('focus', () => show(id));
    node.addEventListener('blur', () => show(pinned));
    node.addEventListener('click', pin);
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      pin();
    });
  }
}

/** Part of its size at which names can still be read. */
const LEAST = 0.65;

/** Factor of one step of the zoom. */
const STEP = 1.3;

function zoom(map: HTMLElement, drawing: SVGSVGElement, buttons: readonly HTMLButtonElement[]): void {
  const own = Number(drawing.dataset['width'] ?? 800);
  let width: number | null = null;
  const set = (next: number | null): void => {
    width = next === null ? null : Math.min(own * 3, Math.max(200, next));
    drawing.style.width = width === null ? '100%' : `${width}px`;
  };
  // A map that is a little wider than its place is shown whole; a much wider one would be too small to read
  if (own > map.clientWidth && own * LEAST <= map.clientWidth) set(null);
  const scale = (factor: number): void => set((width ?? drawing.getBoundingClientRect().width) * factor);
  for (const button of buttons) {
    const by = button.dataset['zoom'];
    button.addEventListener('click', () => (by === 'fit' ? set(null) : scale(by === 'in' ? STEP : 1 / STEP)));
  }
  map.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      scale(event.deltaY < 0 ? STEP : 1 / STEP);
    },
    { passive: false },
  );
}

export function moveAbout(): void {
  for (const map of document.querySelectorAll<HTMLElement>('.map')) {
    const drawing = map.querySelector('svg');
    if (drawing === null) continue;
    highlight(drawing);
    zoom(map, drawing, [...(map.parentElement?.querySelectorAll<HTMLButtonElement>('[data-zoom]') ?? [])]);
  }
}
