import { describe, expect, test } from 'vitest';
import { blockPage, blocksOf, plainText } from '../../src/report/text/blocks.ts';
import { item, prose, section } from '../../src/report/text/section.ts';
import { table } from '../../src/report/text/table.ts';

const page = blockPage();
const { style } = page;

describe('a report as blocks', () => {
  test('keeps what a line is, in one block of any length', () => {
    const long = 'word '.repeat(500).trim();
    const lines = section('Title', [...prose(long, page), ...item('one', page)], page, style.bad);
    expect(blocksOf(lines)).toEqual([
      { kind: 'heading', text: [{ text: 'Title', tones: ['bad'] }] },
      { kind: 'prose', text: [{ text: long, tones: [] }] },
      { kind: 'item', text: [{ text: 'one', tones: [] }] },
    ]);
  });

  test('keeps the tones of a line that was painted afterwards, the outer first', () => {
    const lines = prose('words', page).map(style.quiet).map(style.heading);
    expect(blocksOf(lines)).toEqual([{ kind: 'prose', text: [{ text: 'words', tones: ['heading', 'quiet'] }] }]);
  });

  test('keeps the cells of a table and leaves its pictures out', () => {
    const columns = [{ header: 'a' }, { header: 'bar', picture: true }, { header: 'b', align: 'right' }] as const;
    const lines = table(
      columns,
      [
        ['x', '███', { text: '1 h', paint: style.good }],
        ['', '', ''],
      ],
      page,
    );
    expect(blocksOf(lines)).toEqual([
      {
        kind: 'table',
        columns: [
          { header: 'a', align: 'left' },
          { header: 'b', align: 'right' },
        ],
        rows: [
          [[{ text: 'x', tones: [] }], [{ text: '1\u00a0h', tones: ['good'] }]],
          [[], []],
        ],
      },
    ]);
  });

  test('takes no mark from a text, wherever it stands', () => {
    const evil = 'a\ufdd0tb\ufdd1hc\ufdd2\td\ne';
    const [heading, words, cells] = blocksOf([
      ...section(evil, prose(evil, page), page),
      ...table([{ header: evil }], [[evil]], page),
    ]);
    expect(heading).toMatchObject({ kind: 'heading' });
    expect(words).toMatchObject({ kind: 'prose' });
    expect(cells).toMatchObject({ kind: 'table', rows: [[[{ text: 'a tb hc d e', tones: [] }]]] });
    expect(words?.kind === 'prose' && plainText(words.text)).toBe('a tb hc d e');
  });
});
