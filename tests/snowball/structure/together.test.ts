import { expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { enoughTogether } from '../../../src/snowball/structure/together.ts';
import { modelOf, need } from '../../fixtures/model-builder.ts';

const any = (...members: string[]) => need(members.join('-or-'), { kind: 'any', members });

test('sets that are enough together are the minimal ones', () => {
  const model = modelOf({
    nodes: [
      'sgt-1',
      'sgt-2',
      'sgt-3',
      'cable-a',
      'cable-b',
      { id: 'substation', needs: [any('sgt-1', 'sgt-2', 'sgt-3')] },
      { id: 'feed', needs: [any('cable-a', 'cable-b')] },
      { id: 'terminal', goal: 'open', needs: [need('substation'), need('feed')] },
      'aside',
    ],
  });
  expect(enoughTogether(model, compileModel(model), 'sets')).toEqual([
    {
      goal: 'terminal',
      sets: [['feed'], ['substation'], ['cable-a', 'cable-b'], ['sgt-1', 'sgt-2', 'sgt-3']],
      triedUpTo: 3,
    },
  ]);
});

test('two of three fall with any two, and a fallback that is enough with none', () => {
  const ofThree = need('three', { kind: 'atLeast', k: 2, members: ['a', 'b', 'c'] });
  const model = modelOf({ nodes: ['a', 'b', 'c', { id: 'goal', goal: 'go', needs: [ofThree] }] });
  expect(enoughTogether(model, compileModel(model), 'sets')[0]?.sets).toEqual([
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
  ]);
});

test('nodes that need each other are each enough, and a goal without needs has no set', () => {
  const model = modelOf({
    nodes: [
      { id: 'a', needs: [need('b')] },
      { id: 'b', needs: [need('a')] },
      { id: 'alone', goal: 'stand' },
      { id: 'goal', goal: 'go', needs: [need('a')] },
    ],
  });
  expect(enoughTogether(model, compileModel(model), 'sets')).toEqual([
    { goal: 'alone', sets: [], triedUpTo: 3 },
    { goal: 'goal', sets: [['a'], ['b']], triedUpTo: 3 },
  ]);
});

test('sets that are too many to be tried are left out, and it is said how large all those tried were', () => {
  const members = Array.from({ length: 400 }, (_, k) => `n${String(k).padStart(3, '0')}`);
  const model = modelOf({ nodes: [...members, { id: 'goal', goal: 'go', needs: [any(...members)] }] });
  expect(enoughTogether(model, compileModel(model), 'sets')[0]).toEqual({ goal: 'goal', sets: [], triedUpTo: 1 });
});
