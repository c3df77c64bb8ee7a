/** What is asked of a model file: which of the models that it describes. */

/** A level for each control that is named; the others stay as they are. */
export type Portfolio = Readonly<Record<string, string>>;

/** A scenario, a portfolio, overrides and given events; what is absent is as the file says it. */
export interface Selection {
  readonly scenario?: string | undefined;
  /** The name of one of the file's, or levels by control. */
  readonly portfolio?: string | Portfolio | undefined;
  /** `PATH=VALUE`, as on the command line. */
  readonly set?: readonly string[] | undefined;
  /**
   * `threat=ID` (or the id alone) or `node=ID:30..60 h`, at the first hour, or at the date behind an `@`; or `DRIVER=STATE`, which
   * holds the driver all along.
   */
  readonly given?: readonly string[] | undefined;
}
