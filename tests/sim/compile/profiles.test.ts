import { describe, expect, test } from 'vitest';
import { makeProfiles } from '../../../src/sim/compile/profiles.ts';

const calendar = {
  night: [
    { from: -1, to: 5 },
    { from: 23, to: 29 },
    { from: 47, to: 60 },
  ],
  peak: [{ from: 4, to: 24 }],
  nights: [
    { from: 23, to: 29 },
    { from: 47, to: 48 },
    { from: 0, to: 5 },
  ],
  never: [{ from: 100, to: 200 }],
};

const made = () => makeProfiles(calendar, 48);

describe('calendar profiles', () => {
  test('multiply the factors in force, piece by piece, with their integral', () => {
    const profiles = made();
    const profile = profiles.of([
      { name: 'peak', factor: 2 },
      { name: 'night', factor: 0.5 },
    ]);
    const arrays = profiles.arrays();
    expect(profile).toBe(0);
    expect([...arrays.profileStart]).toEqual([0, 7]);
    // 0 night, 4 both, 5 peak, 23 both, 24 night, 29 neither, 47 night
    expect([...arrays.profileTime]).toEqual([0, 4, 5, 23, 24, 29, 47]);
    expect([...arrays.profileFactor]).toEqual([0.5, 1, 2, 1, 0.5, 1, 0.5]);
    expect([...arrays.profileIntegral]).toEqual([0, 2, 3, 39, 40, 42.5, 60.5]);
    expect(profiles.greatest(profile)).toBe(2);
  });

  test('are shared when they are equal, whatever the order or the name', () => {
    const profiles = made();
    const both = [
      { name: 'peak', factor: 2 },
      { name: 'night', factor: 0.5 },
    ];
    expect(profiles.of(both.toReversed())).toBe(profiles.of(both));
    expect(profiles.of([{ name: 'nights', factor: 3 }])).toBe(profiles.of([{ name: 'night', factor: 3 }]));
    expect(profiles.of([{ name: 'night', factor: 4 }])).toBe(2);
  });

  test('are none when the factor is always 1', () => {
    const profiles = made();
    expect(profiles.of([])).toBe(-1);
    expect(profiles.of([{ name: 'night', factor: 1 }])).toBe(-1);
    expect(profiles.of([{ name: 'never', factor: 9 }])).toBe(-1);
    expect(profiles.greatest(-1)).toBe(1);
  });

  test('count a name once where its own stretches overlap', () => {
    const profiles = makeProfiles(
      {
        a: [
          { from: 0, to: 10 },
          { from: 5, to: 15 },
        ],
      },
      20,
    );
    const profile = profiles.of([{ name: 'a', factor: 3 }]);
    const arrays = profiles.arrays();
    expect(profile).toBe(0);
    expect([...arrays.profileTime]).toEqual([0, 15]);
    expect([...arrays.profileFactor]).toEqual([3, 1]);
  });
});
