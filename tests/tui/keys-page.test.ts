import { expect, test } from 'vitest';
import type { Command } from '../../src/tui/commands/command.ts';
import { product } from '../../src/tui/product.ts';

const row = ({ keys, sentence, name }: Command): string =>
  `| ${keys.length === 0 ? '`:`' : keys.map((key) => `\`${key}\``).join(' ')} | ${name} | ${sentence} |`;

const table = (commands: readonly Command[]): readonly string[] => [
  '| keys | name | what it does |',
  '|---|---|---|',
  // What several panels of a place do alike stands once
  ...new Set(commands.map(row)),
];

/** The page of all keys; `npx vitest run tests/tui/keys-page.test.ts -u` writes it anew. */
test('the page of keys is what the table of commands says', async () => {
  const sections = product.screens.flatMap(({ name, tabs }) =>
    tabs
      .filter(({ commands }) => commands.length > 0)
      .flatMap((tab) => [
        '',
        `## ${tabs.length > 1 ? `${name}: ${tab.name}` : name}`,
        '',
        tab.purpose,
        '',
        ...table(tab.commands),
      ]),
  );
  const lines = [
    '# Keys of the terminal',
    '',
    'Made from the table of commands, as footer, help and palette are. `:` finds a command without a key by its name.',
    '',
    '## Everywhere',
    '',
    ...table(product.everywhere),
    ...sections,
    '',
  ];
  await expect(lines.join('\n')).toMatchFileSnapshot('../../docs/keys.md');
});
