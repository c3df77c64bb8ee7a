import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { plant } from '../cli/plant.ts';
import { start } from '../cli/ringfence.ts';
import { until } from '../fixtures/until.ts';

/** Moments at which a program is killed, and looks between them: whenever that is, the old or the new must stand there. */
const MOMENTS = 20;
const STEP = 7;

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-kills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const model = path.join(folder, 'model.yaml');
writeFileSync(model, plant('mean loss: £1m per year'));

describe.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'a program that is killed leaves the old or the whole new',
  () => {
    test.each([
      ['page', ['report', model, '--trials', '400', '--worlds', '20', '-o'], 'page.html', /<\/html>\s*$/],
      ['document', ['run', model, '--trials', '20000', '--worlds', '20', '--quiet', '--out'], 'run.json', /\}\s*$/],
    ])('%s', async (_, words, name, whole) => {
      const file = path.join(folder, name);
      expect((await start([...words, file]).outcome).status).toBe(0);
      for (let moment = 1; moment <= MOMENTS; moment++) {
        writeFileSync(file, 'the old');
        const { child, outcome } = start([...words, file]);
        let looks = 0;
        await until(() => ++looks > STEP * moment);
        child.kill('SIGKILL');
        await outcome;
        const text = readFileSync(file, 'utf8');
        if (text !== 'the old') expect(text).toMatch(whole);
      }
    });
  },
);
