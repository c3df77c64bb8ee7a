/** The problems of a file as YAML text, in plain words. */
import type { YAMLError } from 'yaml';
import type { Problem } from '../model/problem.ts';
import type { YamlFile } from './yaml-file.ts';

type Words = readonly [message: string, remedy: string];

/** By code of the YAML parser; codes not listed keep the parser's message. */
const WORDS: Readonly<Record<string, Words>> = {
  BAD_INDENT: [
    'the indentation does not fit, or a bracket is not closed',
    'line up the keys of one map, and close what is open',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a second `key:` stands on one line',
    'put text with a colon in quotes, or the map in braces',
  ],
  BLOCK_IN_FLOW: ['a list or map by indentation cannot stand within brackets', 'use brackets within it too'],
  MULTILINE_IMPLICIT_KEY: [
    'a key runs over several lines',
    'write `key: value` with a blank after the colon, on each line',
  ],
  MULTIPLE_DOCS: ['a second document begins here', 'keep one model a file and remove the line `---`'],
  TAG_RESOLVE_FAILED: ['the tag is unknown', 'remove it, or put text that begins with `!` in quotes'],
  UNEXPECTED_TOKEN: ['this does not belong here', 'check the line before it for a bracket, quote or colon'],
};

function wordsFor(error: YAMLError): Words {
  if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) {
    return ['the quotes are not closed', 'close them, or double a quote that belongs to the text'];
  }
  if (error.code === 'MISSING_CHAR' && error.message.includes('must be followed by')) {
    return ['a key without a value stands here', 'write `key: value` with a blank after the colon'];
  }
  const own = WORDS[error.code];
  if (own !== undefined) return own;
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return [message.replaceAll('\n', ' '), 'correct the YAML, or put text with special characters in quotes'];
}

/** The lines of directives at the top, such as `%YAML 1.1`, which would change how the file is read. */
function directiveFaults(yaml: YamlFile): Problem[] {
  const problems: Problem[] = [];
  let start = 0;
  for (const line of yaml.text.split('\n')) {
    if (line.startsWith('%')) {
      problems.push({
        code: 'directive',
        message: `the directive \`${line.trim()}\` is not allowed`,
        remedy: 'remove it: a model is always YAML 1.2',
        place: yaml.place(start, start + line.length),
      });
    } else if (!/^\s*(?:#.*)?$/.test(line)) break;
    start += line.length + 1;
  }
  return problems;
}

/** Whether the line has no known problem; later ones mostly follow from the first, but a tag is independent. */
function isFirstOfLine(problem: Problem, taken: Set<number>): boolean {
  if (problem.code === 'tag') return true;
  const line = problem.place?.line ?? 0;
  if (taken.has(line)) return false;
  taken.add(line);
  return true;
}

/** A line indented by a tab. */
const TAB_INDENTED = /^ *\t\s*[^\s#]/;

/**
 * The problem of lines indented by tabs, from the first at which the parser fails; null when tabs are not the reason.
 */
function tabFault(yaml: YamlFile): Problem | null {
  const { text, document } = yaml;
  const stumbled = document.errors
    .map(({ code, pos }) => ({ isTab: code === 'TAB_AS_INDENT', place: yaml.place(...pos) }))
    .filter(({ isTab, place }) => isTab || TAB_INDENTED.test(place.text))
    .map(({ place }) => place.line);
  if (stumbled.length === 0) return null;
  const first = Math.min(...stumbled);
  const lines = text.split('\n');
  const more = lines.slice(first).filter((line) => TAB_INDENTED.test(line)).length;
  const others = more === 0 ? '' : `, here and on ${more} further ${more === 1 ? 'line' : 'lines'}`;
  const start = lines.slice(0, first - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const indent = /^\s*/.exec(lines[first - 1] ?? '')?.[0].length ?? 1;
  const message = `a tab stands where the indentation should${others}`;
  const place = { ...yaml.place(start, start), length: Math.max(1, indent) };
  return { code: 'tab', message, remedy: 'indent with blanks, two for each level', place };
}

/**
 * Problems of the directives and tags, and the first that the parser found on each line; where it fails on a tab, none
 * after it.
 *
 * @param own Problems already known: they say more than the parser does about the same line.
 */
export function yamlFaults(yaml: YamlFile, own: readonly Problem[]): Problem[] {
  const directives = directiveFaults(yaml);
  const tab = tabFault(yaml);
  const taken = new Set([...own, ...directives].map(({ place }) => place?.line ?? 0));
  const found = [...yaml.document.errors, ...yaml.document.warnings]
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .map((error): Problem => {
      const [message, remedy] = wordsFor(error);
      const isTag = error.code === 'TAG_RESOLVE_FAILED';
      return { code: isTag ? 'tag' : 'yaml', message, remedy, place: yaml.place(...error.pos) };
    });
  const firsts = found.filter((problem) => isFirstOfLine(problem, taken));
  if (tab === null) return [...directives, ...firsts];
  // What follows is not what it looks like.
  return [...directives, ...firsts.filter(({ place }) => (place?.line ?? 0) < (tab.place?.line ?? 0)), tab];
}
