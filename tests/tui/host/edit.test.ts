import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { editOf, lineChanges } from '../../../src/tui/host/edit.ts';
import type { Change, Edit } from '../../../src/tui/host/messages.ts';
import { hostOf, MODEL, modelIn, saidLast } from './host-of.ts';

const night: Change = { kind: 'level', control: 'guard', from: 'none', to: 'night' };
const automatic: Change = { kind: 'level', control: 'switching', from: 'none', to: 'automatic' };
const twice: Change = { kind: 'scenario', from: 'base', to: 'twice' };
const restart: Change = { kind: 'figure', path: 'nodes.works.restart', from: '', to: '2..4 h' };

function accepted(edit: Edit): Extract<Edit, { readonly ok: true }> {
  if (!edit.ok) throw new Error(edit.words);
  return edit;
}

/** Lines of the second text that the first has not. */
const addedLines = (before: string, after: string): readonly string[] => {
  const known = new Set(before.split(/\r?\n/));
  return after.split(/\r?\n/).filter((line) => !known.has(line));
};

describe('saving', () => {
  test('a portfolio is one entry more, all else as it is', () => {
    const edit = accepted(editOf(modelIn(), [night, automatic], { kind: 'portfolio', name: 'both' }));
    expect(edit.text).toBe(
      MODEL.replace(
        '  careful: { guard: night }\n',
        '  careful: { guard: night }\n  both: { guard: night, switching: automatic }\n',
      ),
    );
    const at = edit.text.split('\n').findIndex((line) => line.includes('both:')) + 1;
    expect(edit.lines.filter(({ mark }) => mark !== ' ')).toEqual([
      { line: at, mark: '+', text: '  both: { guard: night, switching: automatic }' },
    ]);
    expect(edit.lines).toHaveLength(5);
    expect(edit.leftOut).toEqual([]);
  });

  test('a scenario holds conditions, figures and levels', () => {
    const edit = accepted(editOf(modelIn(), [night, twice, restart], { kind: 'scenario', name: 'worse' }));
    expect(addedLines(MODEL, edit.text)).toEqual([
      '  worse:',
      '    extends: twice',
      '    set:',
      '      controls.guard.current: night',
      '      nodes.works.restart: 2..4 h',
    ]);
  });

  test('levels that become those of today', () => {
    const edit = accepted(editOf(modelIn(), [night, automatic], { kind: 'current' }));
    expect(addedLines(MODEL, edit.text)).toEqual(['    current: night', '    current: automatic']);
    expect(edit.text).toContain('# how the works change over');
  });

  test('what cannot be held is named', () => {
    const without: Change = { kind: 'without', limit: 'big' };
    const edit = accepted(editOf(modelIn(), [night, twice, without], { kind: 'portfolio', name: 'guarded' }));
    expect(edit.leftOut).toEqual(['scenario twice', 'limit big left out, which only the board can do']);
  });

  test('a file without the section, with other line ends', () => {
    const text = MODEL.slice(0, MODEL.indexOf('portfolios:')).replaceAll('\n', '\r\n');
    const edit = accepted(editOf(modelIn(text), [night], { kind: 'portfolio', name: 'guarded' }));
    expect(edit.text).toBe(`${text}portfolios:\r\n  guarded: { guard: night }\r\n`);
  });

  test.each([
    ['a name that is taken', [night], { kind: 'portfolio', name: 'careful' }, 'already'],
    ['no name', [night], { kind: 'scenario', name: 'Worse Days' }, 'is no name'],
    ['a name that means the file as it stands', [night], { kind: 'portfolio', name: 'current' }, 'as it stands'],
    ['nothing that it could hold', [twice], { kind: 'current' }, 'nothing in the what-if'],
    [
      'what no longer fits',
      [{ kind: 'level', control: 'gate', from: 'none', to: 'shut' }],
      { kind: 'portfolio', name: 'x' },
      'gate',
    ],
  ] as const)('%s is refused', (_, changes, as, words) => {
    const edit = editOf(modelIn(), changes, as);
    expect(edit.ok ? '' : edit.words).toContain(words);
  });

  test('levels of an included file are not overwritten', () => {
    const file = modelIn();
    const [head = '', controls = ''] = MODEL.split('controls:\n');
    const [own = '', rest = ''] = controls.split('appetite:\n');
    writeFileSync(path.join(path.dirname(file), 'controls.yaml'), `controls:\n${own}`);
    writeFileSync(file, `${head}include: controls.yaml\nappetite:\n${rest}`);
    const edit = editOf(file, [night], { kind: 'current' });
    expect(edit.ok ? '' : edit.words).toContain('controls.yaml');
    expect(accepted(editOf(file, [night], { kind: 'portfolio', name: 'guarded' })).text).toContain('guarded:');
  });
});

describe('writing', () => {
  test('what was shown is written, and undone by writing what stood before', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const as = { kind: 'portfolio', name: 'both' } as const;
    const edit = accepted(saidLast(await host.ask({ kind: 'edit', changes: [night, automatic], as }), 'edit').edit);
    const { hash } = saidLast(await host.ask({ kind: 'write', text: edit.text, expects: edit.expects }), 'written');
    expect(readFileSync(host.file, 'utf8')).toBe(edit.text);
    await host.ask({ kind: 'write', text: edit.before, expects: hash });
    expect(readFileSync(host.file, 'utf8')).toBe(MODEL);
  });

  test('a file that another program has written is left alone', async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const as = { kind: 'portfolio', name: 'both' } as const;
    const edit = accepted(saidLast(await host.ask({ kind: 'edit', changes: [night], as }), 'edit').edit);
    const others = MODEL.replace('every 1..3 years', 'every 1..5 years');
    writeFileSync(host.file, others);
    const said = await host.ask({ kind: 'write', text: edit.text, expects: edit.expects });
    expect(saidLast(said, 'failed').words).toContain('has changed on disk');
    expect(readFileSync(host.file, 'utf8')).toBe(others);
  });
});

test('lines that change are shown with two around them', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', ''].join('\n');
  const after = ['a', 'b', 'c', 'D', 'e', 'f', 'g', 'h', ''].join('\n');
  const shown = lineChanges(before, after).map(({ line, mark, text }) => `${String(line)}${mark}${text}`);
  expect(shown).toEqual(['2 b', '3 c', '4-d', '4+D', '5 e', '6 f', '7 g', '8+h']);
});
