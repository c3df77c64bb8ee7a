/** The seven questions of a first model: what is asked, how one answers, an example. */

export interface Question {
  /** What it asks; `name` is that of the service. */
  readonly asks: (name: string) => string;
  /** How to answer, each on lines of its own. */
  readonly how: (name: string) => readonly string[];
  /** What goes for all that is read of it. */
  readonly readAs?: string;
  /** In the list of what is answered. */
  readonly short: string;
  readonly needed: boolean;
  readonly example: string;
  /** All forms that are understood, a line each. */
  readonly forms: readonly string[];
}

export const questions: readonly Question[] = [
  {
    asks: () => 'What is this a model of?',
    how: () => ['A name for the head of every page: your organisation, or a part of it.'],
    short: 'title',
    needed: true,
    example: 'A small railway',
    forms: ['Any words.'],
  },
  {
    asks: () => 'What must go on, and when is it open?',
    how: () => [
      'Write the one service that matters most, then its hours:',
      'open 06:00..22:00, open Mon..Fri 08:00..18:00, or always.',
    ],
    short: 'service',
    needed: true,
    example: 'ticket sales, open 06:00..22:00',
    forms: [
      'open 06:00..22:00        every day; 6am to 10pm is the same',
      'open Mon..Sat 7..18      on these days; more after a comma: , Sun 8..12',
      'open 22:00..06:00        through the night',
      'always                   day and night',
    ],
  },
  {
    asks: (name) => `What does an hour without ${name} cost, and whom?`,
    how: () => [
      'An amount, or a range you are 90% sure of, with its currency: £400..£1500.',
      'Then who bears it: borne by us. What others lose follows after a comma.',
    ],
    short: 'an hour down',
    needed: true,
    example: '£400..£1500, borne by us',
    forms: [
      '£400..£1500 borne by us      nine times in ten between the two',
      '£2k                          exactly that; k, m and bn too',
      '£9k per day                  in place of an hour',
      'EUR 50..200                  other currencies by their code',
      '£400 by us, £2k by passengers',
    ],
  },
  {
    asks: (name) => `What does ${name} need to work?`,
    how: () => [
      'Write names, with commas: all are needed. Of `phone or radio` one is enough.',
      'After a name, how long it can be done without: 15 min, 4..8 h, or none.',
    ],
    readAs: 'all of these are needed',
    short: 'what it needs',
    needed: false,
    example: 'payment provider 2 h, electricity, network 10..30 min, two clerks',
    forms: [
      'electricity              nothing bridges it',
      'payment provider 2 h     goes on for two hours without',
      'two clerks               several alike; tab says how many are enough',
      '2 of 3 doctors           three there are, two are enough',
      'broadband or phone       one of them is enough',
      'till needs electricity   what is needed needs something itself',
      'network, phone           both; a name used before means the same thing',
    ],
  },
  {
    asks: () => 'What could take that away, how soon and for how long?',
    how: () => [
      'What happens, what it hits, how often, how long; commas between such lines:',
      'power cut hits electricity every 1..3 years for 2..8 h.',
    ],
    short: 'what could happen',
    needed: false,
    example:
      'power cut hits electricity every 1..3 years for 2..8 h, provider outage 1..4 per year for 20 min..6 h, flu hits one of clerks every 1..2 years for 2..5 days',
    forms: [
      'every 1..3 years         the mean time between two, 90% sure',
      '2..5 per year            how many to expect; twice a year is understood',
      'within 6..24 months      when it could next come',
      '5% per year              the chance in a year',
      'for 2..8 h               how long it lasts; for good',
      'costs £200..£900         what one costs beside that, borne by us',
      'flu hits one of clerks, fire hits all clerks',
    ],
  },
  {
    asks: () => 'What is done about it, what does that cost, and what does it stop?',
    how: () => [
      'What you do, its cost, what it stops and how much of it; a comma after each:',
      'generator £400 per year stops power cut 50..80%. An idea: add not yet.',
    ],
    short: 'what you do about it',
    needed: false,
    example:
      'generator £400 per year stops power cut 50..80%, second line £8k once for 10 years stops line fault 60..90% not yet',
    forms: [
      'stops power cut 50..80%        that share of them does nothing',
      'shortens power cut 20..40%     that part of its time is saved',
      'deters theft 10..30%           that share of them never comes',
      'bridges electricity for 4 h    it goes on so long without',
      'stops power cut and flood 50%, stops all 10..20%',
      '£400 per year, £8k once for 10 years',
      'not yet                        an idea, not in place today',
    ],
  },
  {
    asks: () => 'What is too much?',
    how: (name) => [
      `The limits that you, or your board, set: a loss in a year, or ${name} out for too long, and how rare that must be. Say`,
      'over £20k 1 year in 20, out over 1 day 1 year in 10, £5k a year on average.',
    ],
    short: 'what is too much',
    needed: false,
    example: 'over £20k 1 year in 20, out over 1 day 1 year in 10, £5k a year on average',
    forms: [
      'over £20k 1 year in 20       such a year must be that rare; 5% is the same',
      'out over 1 day 1 year in 10  so must an outage of that length be',
      '£5k a year on average        the most that a year may lose on average',
    ],
  },
];
