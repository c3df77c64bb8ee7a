/** What a page that people are sent is made of: documents that were found with one seed, on the same futures. */
import type { CompareDocument } from './compare-document.ts';
import type { DocumentHead } from './document-head.ts';
import type { DoughnutDocument } from './doughnut-document.ts';
import type { ReportModel } from './report-model.ts';
import type { ResultDocument } from './result-document.ts';
import type { SensitivityDocument } from './sensitivity-document.ts';
import type { SnowballDocument } from './snowball-document.ts';
import type { TrialDocument } from './trial-document.ts';

/** A part that is missing, and why. */
export interface Missing {
  readonly missing: string;
}

/** A document, or why there is none. */
export type Part<T extends object> = T | Missing;

/** The parts that simulate. */
export type PartName = 'run' | 'doughnut' | 'snowball' | 'comparison' | 'sensitivity';

export interface ReportDocument {
  readonly run: Part<ResultDocument>;
  readonly doughnut: Part<DoughnutDocument>;
  readonly snowball: Part<SnowballDocument>;
  readonly comparison: Part<CompareDocument>;
  readonly sensitivity: Part<SensitivityDocument>;
  /** A typical future of the dearest chain. */
  readonly future: Part<TrialDocument>;
  readonly model: Part<ReportModel>;
  /** For a part the words of the command line that finds it by itself, with all the futures that it then takes; absent where nobody knows. */
  readonly more?: Readonly<Partial<Record<PartName, readonly string[]>>> | undefined;
}

export const isThere = <T extends object>(part: Part<T>): part is T => !('missing' in part);

/** The head of the first document that is there; null where none is. */
export function headOfReport(report: ReportDocument): DocumentHead | null {
  const { run, doughnut, snowball, comparison, sensitivity } = report;
  const parts: readonly Part<DocumentHead>[] = [run, doughnut, snowball, comparison, sensitivity];
  return parts.find(isThere) ?? null;
}
