/** What the program prints can be printed again from its document alone, without the model. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compareDocumentSchema, parseResultDocument } from '../../src/index.ts';
import { compareReport } from '../../src/report/compare/compare-report.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { PLAIN, type Page } from '../../src/report/text/style.ts';
import type { CompareDocument } from '../../src/results/compare-document.ts';
import type { ResultDocument } from '../../src/results/result-document.ts';
import { ringfence } from './ringfence.ts';

const root = path.resolve(import.meta.dirname, '../..');
const shop = path.join(root, 'scenarios/corner-shop/shop.yaml');
const airport = path.join(root, 'scenarios/hub-airport/as-was.yaml');
const overruled = path.join(root, 'tests/found/overruled.yaml');

/** Every model among the scenarios; a file without a title is a part of others. */
const shipped = readdirSync(path.join(root, 'scenarios'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.join(root, 'scenarios', file))
  .filter((file) => file.endsWith('.yaml') && /^title:/m.test(readFileSync(file, 'utf8')));

const page: Page = { width: 80, style: PLAIN };
const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-document-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the program printed, and the document that it wrote beside, as JSON. */
async function printed(...words: readonly string[]): Promise<{ readonly text: string; readonly json: unknown }> {
  const out = path.join(folder, 'document.json');
  const { status, stdout, stderr } = await ringfence(...words, '--out', out);
  if (status !== 0) throw new Error(stderr);
  return { text: withoutCommand(stdout), json: JSON.parse(readFileSync(out, 'utf8')) };
}

/** How to have the figures again depends on the command line, not on the document. */
const withoutCommand = (text: string): string => text.replace(/\n\n {2}To see these figures again:[^]*$/, '').trimEnd();

function parsed(json: unknown): ResultDocument {
  const checked = parseResultDocument(json);
  if (checked.ok) return checked.value;
  throw new Error(checked.problems.map(({ message }) => message).join('\n'));
}

const pageOf = (document: ResultDocument, brief = false): string =>
  runReport({ document, command: [], brief }, page).join('\n');

describe('the page of a run, from its document alone', () => {
  test.each(shipped.map((file) => path.relative(root, file)))('%s', async (file) => {
    const { text, json } = await printed('run', path.join(root, file), '--trials', '500', '--explain');
    expect(text).toContain('Appetite');
    expect(pageOf(json as ResultDocument)).toBe(text);
    expect(pageOf(parsed(json))).toBe(text);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'of several scenarios and portfolios',
      [
        airport,
        '--scenario',
        'base',
        '--scenario',
        'known-defect',
        '--portfolio',
        'resilient',
        '--portfolio',
        'generators',
      ],
      ['Portfolios compared', 'scenario known-defect · portfolio generators'],
    ],
    ['of several scenarios', [airport, '--scenario', 'base', '--scenario', 'known-defect'], ['Scenarios compared']],
    [
      'of a portfolio, with a value changed for the run',
      [shop, '--portfolio', 'shoestring', '--set', 'nodes.shop.restart=2..4 h'],
      ['portfolio shoestring', 'Changed for this run: nodes.shop.restart=2..4 h'],
    ],
    [
      'of a scenario that overrules a level',
      [overruled, '--scenario', 'winter', '--portfolio', 'quick'],
      ['nodes.hub.restart is as scenario winter sets it, not as level fast of control drill would.'],
    ],
    [
      'of given events',
      [shop, '--given', 'threat=fire', '--given', 'node=power:3..6h'],
      ['insurance basic pays back -', 'they are not judged here'],
    ],
    [
      'of a given event under several portfolios',
      [airport, '--given', 'threat=substation-fire', '--portfolio', 'current', '--portfolio', 'resilient'],
      ['changes the model'],
    ],
  ])('%s', async (_, words, held) => {
    const { text, json } = await printed('run', ...words, '--trials', '400');
    const flat = text.replace(/\s+/g, ' ');
    expect(held.filter((each) => !flat.includes(each.replace(/\s+/g, ' ')))).toEqual([]);
    expect(pageOf(json as ResultDocument)).toBe(text);
    expect(pageOf(parsed(json))).toBe(text);
  });

  test('in brief, and of a single trial, whose errors are infinite', async () => {
    const brief = await printed('run', airport, '--trials', '400', '--brief');
    expect(pageOf(parsed(brief.json), true)).toBe(brief.text);
    const one = await printed('run', shop, '--trials', '1');
    expect(pageOf(parsed(one.json))).toBe(one.text);
  });
});

test('the page of a comparison, from its document alone', async () => {
  const asked = ['--portfolio', 'current', '--portfolio', 'shoestring', '--trials', '400'];
  const { text, json } = await printed('compare', shop, ...asked);
  const again = (document: CompareDocument): string => compareReport({ document, command: [] }, page).join('\n');
  expect(again(json as CompareDocument)).toBe(text);
  expect(again(compareDocumentSchema.parse(json))).toBe(text);
});

test('a scenario with a horizon of its own is told by it', async () => {
  const { json } = await printed('run', shop, '--trials', '400', '--set', 'horizon=2 years');
  const document = parsed(json);
  const { base } = document.scenarios;
  // As beside a first scenario of one year, whose horizon the head has
  const beside = pageOf({ ...document, horizonHours: 8760 });
  expect(base?.conditions.horizonHours).toBe(17_520);
  expect(beside).toMatch(/cascades in 2 years/);
  expect(beside).toBe(pageOf(document));
});
