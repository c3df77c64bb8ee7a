import { expect, test } from 'vitest';
import { namesApart } from '../../src/report/charts/names-apart.ts';

const SIZE = { width: 600, height: 300 };

test('a name stands to the right of its point, and to the left where the plot ends', () => {
  const points = [
    { x: 100, y: 100, name: 'burglary' },
    { x: 590, y: 200, name: 'shoplifting' },
  ];
  expect(namesApart(points, SIZE)).toEqual(['middle right', 'middle left']);
});

test('names of points at one place take places of their own, the first the best one; one without room has none', () => {
  const points = ['ransomware', 'power-cut', 'card-provider-out', 'flu', 'line-fault'].map((name) => ({
    x: 300,
    y: 150,
    name,
  }));
  expect(namesApart(points, SIZE)).toEqual(['middle right', 'middle left', 'top center', 'bottom center', null]);
});

test('a name does not run over a point that stands in its way', () => {
  const points = [
    { x: 100, y: 100, name: 'a rather long name' },
    { x: 160, y: 103, name: 'x' },
  ];
  expect(namesApart(points, SIZE)[0]).toBe('top center');
});
