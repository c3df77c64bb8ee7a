/** What `verify` asks of a search for snowballs. */
import { readModelText } from '../io/read-model.ts';
import { goalNodes } from '../model/goal-nodes.ts';
import type { Change } from '../sim/compile/change.ts';
import { openSession } from '../sim/session.ts';
import type { Runner } from '../sim/session/runner.ts';
import { findSnowballs } from '../snowball/find-snowballs.ts';
import { changedTail, tailOfRun, tailSaved } from '../snowball/tail.ts';
import { survivals, survivedHours } from '../snowball/time/snowball-time.ts';
import type { Found } from '../study/verify/row.ts';
import type { Search } from '../study/verify/verify.ts';

export function searcher(runner: Runner, seed: string, signal: AbortSignal): Search {
  return async ({ model: text, trials, parts, unfelt, hard, survive }) => {
    const read = readModelText(text);
    if (!read.ok) throw new Error(`a model of verify is at fault: ${read.problems[0]?.message}`);
    const session = openSession(read.value, runner);
    try {
      const { partial, scenarios } = await findSnowballs(session, { trials, seed, signal, parts });
      if (partial) signal.throwIfAborted();
      const [result] = Object.values(scenarios);
      if (result === undefined) throw new Error('a search without a scenario');
      const futures = await session.futures({ trials, seed, signal });
      const { losses } = futures.sample;
      const tail = tailOfRun(futures);
      const saved = async (
        nodes: readonly string[],
        change: (node: string) => Change,
      ): Promise<Readonly<Record<string, Found>>> => {
        const found: Record<string, Found> = {};
        if (tail === null) return found;
        for (const node of nodes) {
          const changed = await changedTail(tail, { changes: [change(node)] }, { signal });
          found[node] = tailSaved(tail, changed);
        }
        return found;
      };
      const waits = survive.length === 0 ? null : await survivals(futures, goalNodes(read.value), { signal });
      return {
        result,
        // Of futures that are all alike.
        mean: { value: losses.reduce((sum, loss) => sum + loss, 0) / losses.length, standardError: 0 },
        unfelt: await saved(unfelt, (node) => ({ unfelt: [node] })),
        hard: await saved(hard, (node) => ({ hard: [node] })),
        survive: Object.fromEntries(
          survive.map((node) => [node, survivedHours(waits?.get(node) ?? [])?.middle ?? null]),
        ),
      };
    } finally {
      await session.close();
    }
  };
}
