import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { editorCommand } from '../../../src/tui/effects/editor.ts';
import { findModels, titleIn } from '../../../src/tui/effects/find-models.ts';
import { readRemembered, stateFile, writeRemembered } from '../../../src/tui/effects/state-file.ts';
import { NOTHING_REMEMBERED, withFile, type RememberedFile } from '../../../src/tui/state/remembered.ts';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'ringfence-'));

const file: RememberedFile = {
  path: '/models/a.yaml',
  title: 'A',
  opened: 1,
  badge: '✓ WITHIN',
  changes: [{ kind: 'level', control: 'guard', from: 'none', to: 'night' }],
  screen: 'overview',
  tab: '',
};

describe('the editor', () => {
  test.each([
    [{}, ['vi', '+12', 'a b.yaml']],
    [{ EDITOR: 'nano' }, ['nano', '+12', 'a b.yaml']],
    [{ VISUAL: 'emacs -nw', EDITOR: 'nano' }, ['emacs', '-nw', '+12', 'a b.yaml']],
    [{ VISUAL: '/usr/bin/code' }, ['/usr/bin/code', '--wait', '--goto', 'a b.yaml:12']],
    [{ EDITOR: 'hx' }, ['hx', 'a b.yaml:12']],
    [{ EDITOR: '  ' }, ['vi', '+12', 'a b.yaml']],
  ])('%o', (environment, words) => {
    expect(editorCommand(environment, 'a b.yaml', 12)).toEqual(words);
  });
});

describe('models that are found', () => {
  test.each([
    ['ringfence: 1\ntitle: A shop\n', 'A shop'],
    ['# words\nringfence: 1 # version\ntitle: "A: shop"\n', 'A: shop'],
    ['ringfence: 1\ninclude: [a.yaml]\n', 'name.yaml'],
    ['ringfence: 1\nnodes: {}\n', null],
    ['title: something else\n', null],
    ['', null],
  ])('%j has the title %j', (head, title) => {
    expect(titleIn(head, 'name.yaml')).toBe(title);
  });

  test.each([
    ['include: [parts/a.yaml, "b.yaml"]', 'B'],
    ['include:\n  # words\n  - parts/a.yaml # more\n\n  - b.yaml\nscenarios:\n  - no.yaml', 'B'],
    ['include: [parts/deep.yaml]', 'B'],
    ['include: [none.yaml]', 'name.yaml'],
    ['include: [round.yaml]', 'name.yaml'],
  ])('%j has the title of what it includes', (include, title) => {
    const files: Readonly<Record<string, string>> = {
      'parts/a.yaml': 'nodes: {}\n',
      'b.yaml': 'ringfence: 1\ntitle: B\n',
      'parts/deep.yaml': 'include: [../b.yaml]\n',
      'round.yaml': 'include: [round.yaml]\n',
    };
    expect(titleIn(`ringfence: 1\n${include}\n`, 'name.yaml', (file) => files[file] ?? '')).toBe(title);
  });

  test('lie below the working folder or come with the program; other folders and files are passed by', () => {
    const root = folder();
    const shipped = path.join(folder(), 'scenarios');
    for (const sub of ['models', 'node_modules', '.hidden', 'a/b/c/d'])
      mkdirSync(path.join(root, sub), { recursive: true });
    mkdirSync(shipped);
    const model = 'ringfence: 1\ntitle: A model\n';
    for (const name of [
      'models/a.yaml',
      'node_modules/b.yaml',
      '.hidden/c.yaml',
      'a/b/c/d/deep.yaml',
      'a/b/c/near.yml',
    ]) {
      writeFileSync(path.join(root, name), model);
    }
    writeFileSync(path.join(root, 'notes.yaml'), 'title: no model\n');
    writeFileSync(path.join(shipped, 'shop.yaml'), model);
    const { models, isAll } = findModels(root, shipped);
    expect(models.map(({ shown, isShipped }) => [shown, isShipped])).toEqual([
      ['models/a.yaml', false],
      ['a/b/c/near.yml', false],
      ['scenarios/shop.yaml', true],
    ]);
    expect(isAll).toBe(true);
  });
});

describe('what is kept between sessions', () => {
  test('stands where the environment says, or nowhere', () => {
    expect(stateFile({ RINGFENCE_STATE: 'off' }, '/home/a')).toBeNull();
    expect(stateFile({}, '/home/a')).toBe('/home/a/.local/state/ringfence/state.json');
    expect(stateFile({ XDG_STATE_HOME: '/state' }, '/home/a')).toBe('/state/ringfence/state.json');
    expect(stateFile({ XDG_STATE_HOME: 'relative' }, '/home/a')).toBe('/home/a/.local/state/ringfence/state.json');
  });

  test('comes back as it was, and only its owner may read it', () => {
    const at = path.join(folder(), 'deep', 'state.json');
    const remembered = withFile(NOTHING_REMEMBERED, file);
    writeRemembered(at, remembered);
    expect(readRemembered(at)).toEqual(remembered);
    expect(statSync(at).mode & 0o777).toBe(0o600);
  });

  test('two sessions keep each its own: of a file that both opened the later', () => {
    const at = path.join(folder(), 'state.json');
    const other = { ...file, path: '/models/b.yaml', opened: file.opened + 1 };
    writeRemembered(at, withFile(NOTHING_REMEMBERED, other));
    writeRemembered(at, withFile(withFile(NOTHING_REMEMBERED, { ...other, opened: 0, badge: 'early' }), file));
    expect(readRemembered(at).files).toEqual([other, file]);
  });

  test.each(['{', '{"version":2}', '{"version":1,"files":[{"path":1}]}', '{"version":1,"files":[],"x":1} x'])(
    '%s is set aside, not an error',
    (text) => {
      const at = path.join(folder(), 'state.json');
      writeFileSync(at, text);
      expect(readRemembered(at)).toEqual(NOTHING_REMEMBERED);
      expect(readFileSync(`${at}.unreadable`, 'utf8')).toBe(text);
    },
  );

  test('a folder that cannot be written stops nobody', () => {
    const at = path.join(folder(), 'file');
    writeFileSync(at, '');
    expect(() => writeRemembered(path.join(at, 'state.json'), NOTHING_REMEMBERED)).not.toThrow();
    expect(readdirSync(path.dirname(at))).toEqual(['file']);
  });

  test('of one file is the last that was kept, in front of the others', () => {
    const other = { ...file, path: '/models/b.yaml' };
    const twice = withFile(withFile(withFile(NOTHING_REMEMBERED, file), other), { ...file, badge: 'x' });
    expect(twice.files.map((each) => [each.path, each.badge])).toEqual([
      ['/models/a.yaml', 'x'],
      ['/models/b.yaml', '✓ WITHIN'],
    ]);
  });
});
