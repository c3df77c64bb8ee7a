import { expect, test } from 'vitest';
import { readModelFile } from '../../src/io/read-model.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { hostOf, saidLast } from '../tui/host/host-of.ts';

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'a host that is told no size gives the figures of a run that is told none',
  async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const { answer } = saidLast(await host.ask({ kind: 'answer', changes: [], target: { kind: 'enough' } }), 'answer');
    const { scenarios } = await openSession(await readModelFile(host.file), makeInlineRunner()).run();
    const { nodes: _, ...found } = answer.document.scenarios['base'] ?? {};
    const { nodes: __, ...expected } = scenarios['base'] ?? {};
    expect(found).toEqual(expected);
  },
);

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'what security should cost is said for the conditions of a what-if, whatever its levels',
  async () => {
    const host = hostOf();
    await host.ask({ kind: 'open', file: host.file });
    const said = await host.ask({
      kind: 'rings',
      changes: [
        { kind: 'level', control: 'guard', from: 'none', to: 'night' },
        { kind: 'without', limit: 'big' },
      ],
    });
    const { rings } = saidLast(said, 'rings');
    expect(rings.tried).toEqual({ portfolios: 6, isEvery: true });
    expect(rings.portfolios.current).toEqual({ guard: 'none', switching: 'none' });
    expect(Object.keys(rings.asked.limits)).toEqual(['mean']);
  },
);
