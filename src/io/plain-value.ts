/** Converts YAML nodes to plain values, reporting every problem that a node can have. */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import type { Problem } from '../model/problem.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { faultAt, keyText, type YamlFile } from './yaml-file.ts';

/** Limit on nested collections. */
const MOST_LEVELS = 100;
/** Limit on the values that all aliases of a file expand to together. */
const MOST_ALIASED = 100_000;

const MISCHIEVOUS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A word and a colon directly followed by a value, such as `buffer:3 h`; an address such as `https://...` does not
 * count.
 */
const MISSING_BLANK = /^([\p{L}_][\p{L}\p{N}_-]*):(?!\/\/)[^\s:]/u;

/** The value of a file. */
export interface PlainValue {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** What each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Reads a tree of nodes once, in file order, because an anchor holds from where it is defined. */
class Walk {
  readonly problems: Problem[] = [];
  readonly targets: Map<Alias, Node> = new Map();
  readonly #yaml: YamlFile;
  readonly #anchors = new Map<string, Node>();
  readonly #used = new Set<Node>();
  /** Number of values in a finished node, itself included, aliases expanded. */
  readonly #sizes = new Map<Node, number>();
  readonly #values = new Map<Node, unknown>();
  #aliased = 0;

  constructor(yaml: YamlFile) {
    this.#yaml = yaml;
  }

  read(node: Node | null, level = 0): unknown {
    if (node === null) return null;
    if (isAlias(node)) return this.#readAlias(node);
    if ('anchor' in node && node.anchor !== undefined) this.#setAnchor(node.anchor, node);
    const value = this.#readOwn(node, level);
    this.#values.set(node, value);
    return value;
  }

  reportUnusedAnchors(): void {
    for (const [name, node] of this.#anchors) this.#reportUnused(name, node);
  }

  #report(node: Node, code: string, message: string, remedy: string): void {
    this.problems.push(faultAt(this.#yaml, node, code, message, remedy));
  }

  #setAnchor(name: string, node: Node): void {
    const before = this.#anchors.get(name);
    if (before !== undefined) this.#reportUnused(name, before);
    this.#anchors.set(name, node);
  }

  #reportUnused(name: string, node: Node): void {
    if (this.#used.has(node)) return;
    this.#report(
      node,
      'unused-anchor',
      `the anchor \`&${name}\` is not used`,
      `remove it, or put text that begins with \`&\` in quotes`,
    );
  }

  #readAlias(alias: Alias): unknown {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      const meant = didYouMean(alias.source, this.#anchors.keys());
      const remedy = meant === null ? 'put text that begins with `*` in quotes' : `did you mean \`*${meant}\`?`;
      this.#report(alias, 'unknown-anchor', `no anchor \`&${alias.source}\` stands before this`, remedy);
      return null;
    }
    this.#used.add(target);
    const size = this.#sizes.get(target);
    if (size === undefined) {
      this.#report(alias, 'alias-loop', `\`*${alias.source}\` stands within what it stands for`, 'write the value out');
      return null;
    }
    this.targets.set(alias, target);
    this.#sizes.set(alias, size);
    const before = this.#aliased;
    this.#aliased += size;
    if (this.#aliased > MOST_ALIASED) {
      if (before <= MOST_ALIASED) {
        const message = `up to here the aliases stand for more than ${MOST_ALIASED.toLocaleString('en-GB')} values`;
        this.#report(alias, 'alias-bomb', message, 'write the values out, or use `like:` or `count:`');
      }
      return null;
    }
    return this.#values.get(target);
  }

  #readOwn(node: Node, level: number): unknown {
    if (isScalar(node)) {
      this.#sizes.set(node, 1);
      return this.#readScalar(node);
    }
    if (level >= MOST_LEVELS) {
      this.#report(
        node,
        'too-deep',
        `collections lie more than ${MOST_LEVELS} deep in each other`,
        'check the brackets and the indentation',
      );
      this.#sizes.set(node, 1);
      return null;
    }
    if (isMap(node)) return this.#readMap(node, level);
    if (!isSeq(node)) return null;
    let size = 1;
    const values = node.items.map((item) => {
      const child = item as Node | null;
      this.#reportMissingBlank(child);
      const value = this.read(child, level + 1);
      size += this.#sizeOf(child);
      return value;
    });
    this.#sizes.set(node, size);
    return values;
  }

  #sizeOf(node: Node | null): number {
    return node === null ? 1 : (this.#sizes.get(node) ?? 1);
  }

  #readScalar(node: Scalar): unknown {
    const { value } = node;
    this.#reportComment(node);
    if (typeof value !== 'number' || Number.isFinite(value)) return value ?? null;
    const written = node.source ?? String(value);
    const message = /^[-+]?\.(?:inf|nan)$/i.test(written)
      ? `\`${written}\` is not a number that a model can use`
      : `\`${written}\` is too large for a number`;
    this.#report(node, 'infinite', message, 'give a finite number');
    return null;
  }

  /** Text such as `Line #3`, of which YAML keeps `Line`. */
  #reportComment({ type, comment, range }: Scalar): void {
    if (type !== Scalar.PLAIN || comment === undefined || comment === null || !/^\S/.test(comment)) return;
    const [line = ''] = comment.split('\n');
    const from = this.#yaml.text.indexOf('#', range?.[1] ?? 0);
    this.problems.push({
      code: 'comment',
      message: `\`#${line}\` begins a comment: YAML drops it`,
      remedy: 'put the whole text in quotes, or a blank after `#`',
      place: this.#yaml.place(from, from + line.length + 1),
    });
  }

  #readMap(map: YAMLMap, level: number): Record<string, unknown> {
    const fields = Object.create(null) as Record<string, unknown>;
    const first = new Map<string, Node>();
    let size = 1;
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const key = this.#readKey(pair, map, first);
      if (!this.#isOnLineOfKey(pair)) this.#reportMissingBlank(pair.value);
      const value = this.read(pair.value, level + 1);
      size += this.#sizeOf(pair.value);
      if (key !== null) fields[key] = value;
    }
    this.#sizes.set(map, size);
    return fields;
  }

  /** The key of a pair; null when it is wrong. */
  #readKey(pair: Pair<Node, Node | null>, map: YAMLMap, first: Map<string, Node>): string | null {
    const node = pair.key as Node | null;
    const isShown = node?.range !== undefined && node.range !== null && node.range[1] > node.range[0];
    const at = isShown ? node : (pair.value ?? map);
    if (isScalar(node) && node.anchor !== undefined) this.#setAnchor(node.anchor, node);
    const key = keyText(node);
    if (node === null || key === null) {
      const written = isScalar(node) && node.source ? node.source : null;
      const message = written === null ? 'a key must be a text' : `the key \`${written}\` is not a text`;
      this.#report(at, 'key', message, written === null ? 'write `name: value`' : `put it in quotes: \`"${written}"\``);
      return null;
    }
    if (this.#reportMissingBlank(node)) return null;
    if (MISCHIEVOUS.has(key)) {
      this.#report(node, 'key', `\`${key}\` cannot be a name`, 'choose another name');
      return null;
    }
    const before = first.get(key);
    if (before !== undefined) {
      const { line } = this.#yaml.place(before.range?.[0] ?? 0, 0);
      this.#report(
        node,
        'twice',
        `\`${key}\` stands twice in this map, first on line ${line}`,
        'remove or rename one of the two',
      );
      return null;
    }
    first.set(key, node);
    return key;
  }

  #isOnLineOfKey({ key, value }: Pair<Node, Node | null>): boolean {
    const end = key.range?.[1];
    const start = value?.range?.[0];
    return end === undefined || start === undefined || !this.#yaml.text.slice(end, start).includes('\n');
  }

  /** Reports a plain text such as `a:3 h`, which a blank after the colon would have made a key with a value. */
  #reportMissingBlank(node: Node | null): boolean {
    if (!isScalar(node) || node.type !== Scalar.PLAIN || typeof node.value !== 'string') return false;
    const word = MISSING_BLANK.exec(node.value)?.[1];
    if (word === undefined) return false;
    const rest = node.value.slice(word.length + 1);
    this.#report(
      node,
      'missing-blank',
      `\`${word}:\` has no blank after the colon, so it is not a key`,
      `write \`${word}: ${rest}\`, or put it in quotes if it is a text`,
    );
    return true;
  }
}

/**
 * The plain value of a file: maps without prototype, lists, texts, numbers, booleans, null.
 *
 * @param level How many collections it is nested in, when it is a piece of a file.
 */
export function plainValue(yaml: YamlFile, level = 0): PlainValue {
  const walk = new Walk(yaml);
  const value = walk.read(yaml.document.contents as Node | null, level);
  walk.reportUnusedAnchors();
  return { value, problems: walk.problems, targets: walk.targets };
}
