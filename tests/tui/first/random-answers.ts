/** Answers to the seven questions of a first model, of words and figures that fit and that do not. */
import fc from 'fast-check';

// prettier-ignore
const NAMES = [
  'electricity', 'network', 'two clerks', 'clerk 1', 'payment provider', 'three vans', 'all', 'übung', '漢字', 'no', 'true', 'null',
  'yes', 'platform 12', 'a: b', '# x', '"quoted"', "owner's flat", 'x'.repeat(60), 'enough clerk', 'closed', 'own', 'thing', 'back up',
];
const HAPPENS = ['flood', 'flu', 'theft', 'power cut', 'line fault', '火事', 'null', 'electricity'];

const word = (...words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words);
const time = word('15 min', '4..8 h', '2 days', '20 min..6 h', 'half an hour', '2 to 8 weeks', '1..2..9 h');
const often = word(
  'every 1..3 years',
  'twice a year',
  '5% per year',
  'within 6..24 months',
  'on 2027-03-31',
  'monthly',
);
const money = word('£400..£1500', '£2k', '£1,500', '£3m');
const rarely = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: one }, { weight: 1, arbitrary: word('', 'x', '€9', '3', '..', '£4 per', 'every') });
const said = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((words) => words.filter((each) => each !== '').join(' '));
const listed = (parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  parts.length === 0 ? fc.constant('') : fc.tuple(...parts).map((all) => all.join(', '));

interface Plan {
  readonly things: readonly string[];
  readonly threats: readonly string[];
  readonly controls: readonly string[];
}

const plan: fc.Arbitrary<Plan> = fc.record({
  things: fc.subarray(NAMES, { maxLength: 5 }),
  threats: fc.subarray(HAPPENS, { maxLength: 4 }),
  controls: fc.subarray([...NAMES.slice(0, 6), 'guard', 'pump'], { maxLength: 3 }),
});

/** Seven answers of a plan, most of which can be read. */
const answersOf = ({ things, threats, controls }: Plan): fc.Arbitrary<readonly string[]> => {
  const thing = word(...(things.length === 0 ? ['ticket sales'] : things));
  const threat = word(...(threats.length === 0 ? ['flood'] : threats));
  return fc.tuple(
    word(...NAMES),
    said(
      word('ticket sales', 'bread', '票', 'true', 'null'),
      word('', ', open 06:00..22:00', ', Mon..Fri 8..18', ', open 22:00..05:00, Sun 9..12', ', always'),
    ),
    said(money, word('', 'an hour', 'per day'), word('', 'by us', 'by passengers', 'by 漢字', 'by us, £9 by others')),
    listed(
      things.map((name, index) =>
        rarely(
          fc.oneof(
            said(word(name), word('', 'none')),
            said(word(name), time),
            said(word(things[index - 1] ?? name), word('or'), word(name), time),
            said(word(things[0] ?? name), word('needs'), word(name), time),
          ),
        ),
      ),
    ),
    listed(
      threats.map((name) =>
        rarely(
          said(
            word(name),
            fc.oneof(word(''), said(word('hits', 'hits one of', 'hits all'), thing)),
            fc.oneof({ weight: 6, arbitrary: often }, { weight: 1, arbitrary: word('') }),
            fc.oneof({ weight: 6, arbitrary: said(word('for'), time) }, { weight: 1, arbitrary: word('') }),
            fc.oneof(word(''), said(word('costs'), money)),
          ),
        ),
      ),
    ),
    listed(
      controls.map((name) =>
        rarely(
          fc.oneof(
            said(
              word(name),
              said(money, word('per year', 'once for 10 years')),
              word('stops', 'shortens', 'deters'),
              fc.oneof(threat, said(threat, word('and'), threat), word('all')),
              word('50..80%', '100%', '10%', ''),
              word('', 'not yet'),
            ),
            said(word(name), money, word('per year bridges'), thing, time),
          ),
        ),
      ),
    ),
    listed([
      rarely(said(word('over £20k', 'out over 2 days'), word('1 year in 20', '5%', '1 in 3', ''))),
      rarely(word('£5k a year on average', 'over £1m 1 year in 200')),
    ]),
  );
};

/** Seven answers. */
export const answers: fc.Arbitrary<readonly string[]> = plan.chain(answersOf);

/** Guesses that were changed. */
export const picks: fc.Arbitrary<Readonly<Record<string, number>>> = fc.dictionary(
  word('3/clerk', '3/van', '4/flood', '4/flu', '5/guard', '2/passengers'),
  fc.nat(9),
);
