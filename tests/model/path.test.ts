import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPath, parsePath } from '../../src/model/path.ts';

describe('parsePath', () => {
  test.each([
    ['threats.fire.affects.grid.outage', ['threats', 'fire', 'affects', 'grid', 'outage']],
    ["nodes.hub.loss.'grid operator'", ['nodes', 'hub', 'loss', 'grid operator']],
    ['nodes.hub.loss."grid operator".after', ['nodes', 'hub', 'loss', 'grid operator', 'after']],
    ['common causes.fires.beta', ['common causes', 'fires', 'beta']],
    ["threats.fire.affects.'place=north'.outage", ['threats', 'fire', 'affects', 'place=north', 'outage']],
    [' nodes.hub ', ['nodes', 'hub']],
    ["a.'b.c'", ['a', 'b.c']],
  ])('%s', (text, segments) => {
    expect(parsePath(text)).toEqual(segments);
  });

  test.each(['', ' ', '.', 'a.', '.a', 'a..b', "a.'b", "a.'b'c", "a'b'"])('`%s` is none', (text) => {
    expect(parsePath(text)).toBeNull();
  });

  test('reads what formatPath writes', () => {
    const segment = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() === text && text !== '' && !text.includes("'"));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        expect(parsePath(formatPath(segments))).toEqual(segments);
      }),
      { seed: 1 },
    );
  });
});
