/** A sheet of a spreadsheet, read or to be written. */

/** What stands in a cell. */
export type SheetCell = string | number | boolean | null;

export interface Sheet {
  readonly name: string;
  /** All rows, headers too; shorter ones end early. */
  readonly rows: readonly (readonly SheetCell[])[];
  /** What was taken for granted when it was read: a sentence. */
  readonly note?: string;
}
