import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { lawOf } from '../../src/cli/law-of.ts';
import { excerptOf } from '../../src/io/excerpt.ts';
import { readModelFile, readModelFileText, readSource } from '../../src/io/read-model.ts';
import { evidenceSubject } from '../../src/model/evidence-subject.ts';
import type { Model } from '../../src/model/model.ts';
import type { ModelFile } from '../../src/model/model-file.ts';
import { evidenceHtml } from '../../src/report/evidence/evidence-html.ts';
import { evidenceMarkdown } from '../../src/report/evidence/evidence-markdown.ts';
import { evidenceParts } from '../../src/report/evidence/evidence-parts.ts';
import type { ResultDocument } from '../../src/results/result-document.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';

const shop = path.resolve(import.meta.dirname, '../../scenarios/corner-shop/shop.yaml');
let model: Model;
let value: unknown;
let document: ResultDocument;

async function resultOf(file: ModelFile): Promise<ResultDocument> {
  const runner = makeInlineRunner();
  const found = await openSession(file, runner, { seed: 'evidence' }).run({ trials: 200, worlds: 10 });
  await runner.close();
  return found;
}

beforeAll(async () => {
  const file = await readModelFile(shop);
  const [checked, source] = [file.under(), await readSource(shop)];
  if (!checked.ok || !source.ok) throw new Error('the shop has faults');
  [model, value] = [checked.value, source.value.value];
  document = await resultOf(file);
});

function pageOf(id: string): string {
  const subject = evidenceSubject(model, id)!;
  const { text: excerpt, citations } = excerptOf(value, subject);
  const command = ['ringfence evidence', 'shop.yaml', id];
  return evidenceMarkdown(
    evidenceParts({ model, subject, excerpt, citations, document, lawOf, command, file: 'shop.yaml' }),
  ).join('\n');
}

describe('the page of one subject', () => {
  test('of a threat has what it strikes and what stops it, and no other', () => {
    expect(evidenceSubject(model, 'burglary')).toEqual({
      kind: 'threat',
      id: 'burglary',
      label: 'burglary',
      threats: ['burglary'],
      nodes: ['shop'],
      controls: ['alarm'],
      dependants: [],
    });
    const page = pageOf('burglary');
    expect(page).toContain('# Evidence on the threat burglary');
    expect(page).toContain('    occurs: within 6..48 months (family)');
    expect(page).not.toContain('shoplifting:');
  });

  test('says who estimated what and when, and which figures are taken at their word', () => {
    const page = pageOf('burglary');
    expect(page).toContain(
      '| An evening around the kitchen table | owner | 2026-12-05 | estimate | 60% of intervals hold the truth | `threats.burglary.occurs`,',
    );
    expect(page).toContain('- `threats.burglary.affects.shop.outage`: 4..48 h');
    expect(page).not.toContain('Till and bank statements');
  });

  test('has the figures of the run, the command and the hash', () => {
    const page = pageOf('burglary');
    expect(page).toContain('Of 200 simulated futures over 10 draws of what is uncertain');
    const events = document.scenarios['base']!.threats['burglary']!.eventsPerHorizon.value;
    expect(page).toMatch(new RegExp(`\\| burglary \\| ${events.toFixed(2).slice(0, 3)}`));
    expect(page).toContain('ringfence evidence shop.yaml burglary');
    expect(page).toContain(document.modelHash);
  });

  test('of a node has what it needs, what needs it, and its limits', () => {
    expect(evidenceSubject(model, 'power')?.dependants).toEqual(['alarm', 'card-payments', 'freezer', 'shop']);
    const page = pageOf('shop');
    expect(page).toContain('# Evidence on the node shop: Open for customers');
    expect(page).toMatch(/\| closed \| Open for customers .* \| .* sure|\| closed \| .*Open for customers/);
  });

  test('of a control has its effectiveness, and what the file says of its tests', () => {
    const page = pageOf('alarm');
    expect(page).toMatch(/\| alarm \| fitted \| [\d.]+% \([\d.]+% to [\d.]+%\)/);
    expect(page).toContain('caught: 10 of 12');
    // A test has a date of its own: it is no figure that is taken at its word.
    expect(page).not.toContain('evidence[1].caught');
  });

  test('has the named quantities behind its formulas, with their sources', async () => {
    const file = path.resolve(import.meta.dirname, '../../scenarios/hub-airport/as-was.yaml');
    const [modelFile, source] = [await readModelFile(file), await readSource(file)];
    const checked = modelFile.under();
    if (!checked.ok || !source.ok) throw new Error('the airport has faults');
    const { text, citations } = excerptOf(source.value.value, evidenceSubject(checked.value, 'terminals')!);
    expect(text).toContain('closure_per_hour: £4.5m..£12m per hour (loss-press)');
    expect(citations).toContainEqual({
      path: 'inputs.closure_per_hour',
      figure: '£4.5m..£12m per hour (loss-press)',
      source: 'loss-press',
    });
    // What a node is like belongs to it.
    expect(excerptOf(source.value.value, evidenceSubject(checked.value, 'sgt-2')!).text).toContain('hall: north');
  });

  test('says what is not known: sources, tests, figures on too little, acceptance, and what nobody has written', () => {
    const gapsOf = (id: string): string => /## What is not known\n\n([^#]*)/.exec(pageOf(id))?.[1] ?? '';
    const burglary = gapsOf('burglary');
    expect(burglary).toMatch(/- Where 20 figures of 22 come from: no source is given/);
    expect(burglary).toMatch(/- How great \d+ figures? of 10 above are, marked \?/);
    expect(burglary).toContain('- Who accepts what is left of it: no acceptance stands in the model.');
    expect(burglary).toContain('- What nobody has written into the model');
    // The alarm was tested, the smoke detectors were not
    expect(burglary).not.toContain('The real effect');
    expect(gapsOf('fire')).toContain('The real effect of smoke-detectors: no test stands in the model');
    expect(gapsOf('shop')).toContain('- Whether the limit closed holds: the trials are too few to say.');
    expect(gapsOf('shop')).toContain('Where all of the loss borne here begins');
    expect(pageOf('burglary')).toContain('for one year from 2027-01-01');
  });

  test('is none of what the model does not have', () => {
    expect(evidenceSubject(model, 'nothing')).toBeNull();
  });
});

test('what is hostile in a model is text on the page', async () => {
  const source = `ringfence: 1
title: "<script>alert(1)</script> | [x](http://e)"
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  fire: { label: "<img src=x onerror=alert(1)> | \`\`\`", occurs: 1 per year, cost: { own: £5 } }
`;
  const file = readModelFileText(source);
  const checked = file.under();
  if (!checked.ok) throw new Error('the model has faults');
  const subject = evidenceSubject(checked.value, 'fire')!;
  const hostile = { threats: { fire: { label: '<img src=x onerror=alert(1)> | ```', occurs: '1 per year' } } };
  const { text: excerpt, citations } = excerptOf(hostile, subject);
  const parts = evidenceParts({
    model: checked.value,
    subject,
    excerpt,
    citations,
    document: await resultOf(file),
    lawOf,
    command: ['ringfence evidence'],
    file: 'a.yaml',
  });
  const page = evidenceMarkdown(parts);
  const [heading = ''] = page;
  expect(heading).toContain(String.raw`\<img src=x onerror=alert(1)\>`);
  expect(page.filter((line) => /(?<!\\)<(?:script|img)/.test(line)).every((line) => line.includes('label:'))).toBe(
    true,
  );
  expect(page.filter((line) => line.startsWith('````')).length).toBe(2);
  const markup = evidenceHtml(parts, '0.1.0');
  expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;');
  // No element but those of the page, no script, no address.
  const tags = new Set([...markup.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
  for (const tag of ['script', 'img', 'a', 'svg', 'iframe']) expect(tags).not.toContain(tag);
  expect(markup).toMatch(/<code>threats:\n {2}fire:\n/);
  expect(markup).toContain("default-src 'none'; style-src");
  expect(markup).not.toMatch(/<[^>]*\b(?:src|href|on\w+)=/);
  expect(markup.match(/class="short"/g)).toHaveLength(1);
});
