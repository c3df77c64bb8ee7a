/** Gaps between those who look after parts of a chain, and the kind of failure that tags name. */
import type { Model } from '../../model/model.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { OtherWays, SnowballChain } from '../../results/snowball/chains.ts';
import type { FailureKind, SnowballSilos } from '../../results/snowball/silos.ts';

/** The four failures that the 9/11 Commission found: values of the tag `failure` of a node, control or threat. */
const FAILURES: readonly FailureKind[] = ['imagination', 'policy', 'capabilities', 'management'];

/** What is said of a node, a control or a threat. */
interface Said {
  readonly discipline: string | null;
  readonly owner: string | null;
  readonly failure: FailureKind | null;
}

const NOTHING: Said = { discipline: null, owner: null, failure: null };

function saidOf({ nodes, threats, controls }: Model): (id: string) => Said {
  const failureOf = (tags: Readonly<Record<string, string>>): FailureKind | null =>
    FAILURES.find((kind) => kind === tags['failure']) ?? null;
  const disciplines = new Map(controls.map(({ id, discipline }) => [id, discipline]));
  const said = new Map<string, Said>([
    ...threats.map(({ id, discipline, tags }): [string, Said] => [
      id,
      { discipline, owner: null, failure: failureOf(tags) },
    ]),
    ...nodes.map(({ id, discipline, owner, tags }): [string, Said] => [
      id,
      { discipline: discipline ?? disciplines.get(id) ?? null, owner, failure: failureOf(tags) },
    ]),
  ]);
  return (id) => said.get(id) ?? NOTHING;
}

/** What is not null, each once, sorted. */
const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].toSorted();

/** Ids of the two ends of a chain: what begins it with the nodes struck, and the nodes that lose. */
function endsOf({ steps }: SnowballChain): readonly [readonly string[], readonly string[]] {
  const struck = steps.findIndex(({ kind }, at) => kind === 'node' && (at === 0 || steps[at - 1]!.kind !== 'node'));
  const first = steps.slice(0, struck < 0 ? 1 : struck + 1).flatMap(({ members }) => members);
  return [first, steps.at(-1)!.members];
}

/** Controls that have to do with a chain: steps of it, or against a threat that begins it. */
function controlsOf({ controls }: Model, { steps, begins }: SnowballChain): readonly string[] {
  const members = new Set(steps.flatMap((step) => step.members));
  const threats = new Set([...begins.map(({ threat }) => threat), ...members]);
  return controls
    .filter(({ id, against }) => members.has(id) || against.some(({ threat }) => threats.has(threat)))
    .map(({ id }) => id);
}

/**
 * Whether an owner sees an end of a chain: he owns something of it, or looks after something of the same discipline as the end.
 *
 * @param realm Disciplines of all that he owns.
 */
function sees(owner: string, realm: ReadonlySet<string>, end: readonly string[], said: (id: string) => Said): boolean {
  return end.some((id) => {
    const { owner: own, discipline } = said(id);
    return own === owner || (discipline !== null && realm.has(discipline));
  });
}

/** Chains that cross disciplines and with which no control has to do whose owner sees both ends. */
function gapsOf(model: Model, chains: readonly SnowballChain[]): SnowballSilos['gaps'] {
  const said = saidOf(model);
  const realms = new Map<string, Set<string>>();
  for (const { id, owner } of model.nodes) {
    const { discipline } = said(id);
    if (owner === null) continue;
    const realm = realms.get(owner) ?? new Set<string>();
    if (discipline !== null) realm.add(discipline);
    realms.set(owner, realm);
  }
  return chains.flatMap((chain, index) => {
    const all = chain.steps.flatMap(({ members }) => members);
    const disciplines = distinct(all.map((id) => said(id).discipline));
    if (disciplines.length < 2) return [];
    const [first, last] = endsOf(chain);
    const isSeen = controlsOf(model, chain).some((control) => {
      const { owner } = said(control);
      if (owner === null) return false;
      const realm = realms.get(owner) ?? new Set<string>();
      return sees(owner, realm, first, said) && sees(owner, realm, last, said);
    });
    return isSeen ? [] : [{ chain: index + 1, disciplines, owners: distinct(all.map((id) => said(id).owner)) }];
  });
}

/** A sum of shares, each times a factor; errors as if they were independent, which shares of one whole are not: too large, if anything. */
function sumOf(parts: readonly { readonly share: Estimate; readonly factor: number }[]): Estimate {
  const value = parts.reduce((sum, { share, factor }) => sum + share.value * factor, 0);
  const squares = parts.reduce((sum, { share, factor }) => {
    const error = share.standardError * factor;
    return sum + error * error;
  }, 0);
  return estimate(
    value,
    Math.sqrt(squares),
    parts.some(({ share }) => share.unreliable === true),
  );
}

/**
 * Where responsibility ends before a chain does, and the tail's loss by the kind of failure.
 *
 * A chain's share of the tail is split evenly among the members of its steps that have a tag `failure` (imagination, policy, capabilities,
 * management); what no tag tells of is `untagged`, with what no chain stands for.
 *
 * @see National Commission on Terrorist Attacks (2004), The 9/11 Commission Report, chapter 11: four kinds of failures.
 */
export function silosOf(model: Model, chains: readonly SnowballChain[], otherWays?: OtherWays): SnowballSilos {
  const said = saidOf(model);
  const parts = chains.map(({ steps, shareOfTail }) => {
    const members = [...new Set(steps.flatMap((step) => step.members))];
    const kinds = members.map((id) => said(id).failure).filter((kind) => kind !== null);
    return { share: shareOfTail, kinds };
  });
  const byFailure = FAILURES.map((failure) => ({
    failure,
    share: sumOf(
      parts
        .filter(({ kinds }) => kinds.includes(failure))
        .map(({ share, kinds }) => ({
          share,
          factor: kinds.filter((kind) => kind === failure).length / kinds.length,
        })),
    ),
  }));
  const untagged = [
    ...parts.filter(({ kinds }) => kinds.length === 0).map(({ share }) => ({ share, factor: 1 })),
    ...(otherWays === undefined ? [] : [{ share: otherWays.shareOfTail, factor: 1 }]),
  ];
  return { gaps: gapsOf(model, chains), byFailure, untagged: sumOf(untagged) };
}
