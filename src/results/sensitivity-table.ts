/** Shares and swings, and drivers held, as a plain table, for whoever writes columns. */
import type { SensitivityDocument } from './sensitivity-document.ts';
import type { Cell, Table } from './table.ts';

/** A row for each input of each figure, then one for each place at which a driver is held, such as `energy=crisis`. */
export function sensitivityTable({ figures, inputs }: SensitivityDocument): Table {
  return {
    columns: [
      'figure',
      'input',
      'stated',
      'inputs in it',
      'mean of the figure',
      'standard deviation over worlds',
      'first-order index',
      'total index',
      'low at',
      'figure there',
      'high at',
      'figure there',
      'swing',
      'figure with it held',
      'change by that',
    ],
    rows: Object.entries(figures).flatMap(([id, { mean, deviation, indices, swings, held = [] }]) => [
      ...inputs.map((input): Cell[] => {
        const shares = indices.find((one) => one.input === input.id);
        const swing = swings.find((one) => one.input === input.id);
        return [
          id,
          input.id,
          input.stated,
          input.inputs,
          mean,
          deviation,
          shares?.first ?? null,
          shares?.total ?? null,
          swing?.low.at ?? null,
          swing?.low.figure ?? null,
          swing?.high.at ?? null,
          swing?.high.figure ?? null,
          swing?.swing ?? null,
          null,
          null,
        ];
      }),
      ...held.flatMap(({ driver, places }) =>
        places.map(({ at, figure, difference }): Cell[] => [
          id,
          `${driver}=${at}`,
          null,
          null,
          mean,
          ...Array.from({ length: 8 }, () => null),
          figure,
          difference,
        ]),
      ),
    ]),
  };
}
