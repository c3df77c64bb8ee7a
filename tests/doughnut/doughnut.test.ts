/** The published cases with exact answers, simulated through the whole: file, session, rings, document. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { doughnut, type DoughnutOptions } from '../../src/doughnut/doughnut.ts';
import { readModelFileText } from '../../src/io/read-model.ts';
import type { Amount } from '../../src/results/doughnut/amounts.ts';
import { doughnutDocumentSchema, type DoughnutDocument } from '../../src/results/doughnut-document.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession, type Session } from '../../src/sim/session.ts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/doughnut');

interface Answer {
  readonly confidence: number;
  readonly necessary: { readonly spend: number; readonly portfolio: Record<string, string> };
  readonly optimum: { readonly spend: number; readonly portfolio: Record<string, string> };
  readonly sufficient: { readonly spend: number };
  readonly appetitePremium: number;
  readonly priceOfError: number;
}

const answers = (name: string): readonly Answer[] =>
  JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')).answers;

/** The law of p06 stands in its file as a comment. */
const MANDATORY = ['    current: basic\n', '    current: basic\n    mandatory: basic\n'] as const;

function sessionOf(name: string): Session {
  const text = readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8');
  const file = readModelFileText(name === 'p06-mandatory' ? text.replace(...MANDATORY) : text, `${name}.yaml`);
  return openSession(file, makeInlineRunner());
}

/** The document, as a reader of its JSON has it. */
async function documentOf(name: string, options: DoughnutOptions = {}): Promise<DoughnutDocument> {
  const document = await doughnut(sessionOf(name), options);
  const read = doughnutDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
  expect(read).toEqual(document);
  return document;
}

const expectWithin = ({ low, high }: Amount, exact: number): void => {
  expect(low).toBeLessThanOrEqual(exact + 1e-6);
  expect(high).toBeGreaterThanOrEqual(exact - 1e-6);
};

const SIZES: Readonly<Record<string, DoughnutOptions>> = {
  'p01-gordon-loeb': { trials: 40_000 },
  'p03-closed-doughnut': { worlds: 200, trials: 40_000 },
  'p06-mandatory': { trials: 20_000 },
  'p08-insurance': { worlds: 200, trials: 40_000 },
};

describe('published doughnuts, simulated', () => {
  test.each(Object.entries(SIZES))('%s: rings hold the exact ones', async (name, options) => {
    for (const answer of answers(name).filter(({ confidence }) => confidence >= 0.9)) {
      const { rings, portfolios } = await documentOf(name, { ...options, confidence: answer.confidence });
      if (rings === undefined) throw new Error(`${name}: no rings`);
      expectWithin(rings.necessary, answer.necessary.spend);
      expectWithin(rings.optimum, answer.optimum.spend);
      expectWithin(rings.sufficient, answer.sufficient.spend);
      expectWithin(rings.priceOfError!.total, answer.priceOfError);
      expect(portfolios.necessary).toEqual(answer.necessary.portfolio);
      expect(portfolios.optimum).toEqual(answer.optimum.portfolio);
    }
  });
});
