import path from 'node:path';
import { expect, test } from 'vitest';
import { listened } from '../tui/speech/listened.ts';

const AIRPORT = path.resolve(import.meta.dirname, '../../scenarios/hub-airport/as-was.yaml');

/** The other jobs stand in the fast tests; the search for what makes worst years what they are takes too long for them. */
test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'an analyst hears which risk is worse, and what a typical bad year looks like',
  async () => {
    const { transcript } = await listened(AIRPORT, ['4', 'j', 'o', 't', ']', '5', 'tab', 'tab', ']', 'f', 'right'], {
      trials: 1000,
      leaves: ['rings', 'compare', 'ranges'],
    });
    await expect(transcript).toMatchFileSnapshot('../tui/speech/transcripts/analyst-risk.txt');
  },
);
