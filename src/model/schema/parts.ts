/** The parts of a model file, each with the keys that it may have: one list for the parser, for paths and for the reference. */
import { acceptedShape, appetiteShape, limitShape } from './appetite-shapes.ts';
import { controlShape, evidenceShape, levelShape } from './control-shapes.ts';
import { broughtShape, correlationShape, driverShape, stateShape } from './driver-shapes.ts';
import type { Shape } from './key.ts';
import { modelShape, sourceShape } from './model-shape.ts';
import { groupShape, lossShape, nodeShape, toleranceShape } from './node-shapes.ts';
import { scenarioShape, shockShape } from './scenario-shapes.ts';
import { harmShape, opportunityShape, sharedShape, spendShape } from './spend-shapes.ts';
import { commonCauseShape, effectShape, threatShape } from './threat-shapes.ts';

export interface Part {
  /** Paths at which it stands, `*` for a name. */
  readonly patterns: readonly [string, ...string[]];
  readonly title: string;
  /** What must be known of it before its keys. */
  readonly about: string;
  readonly shape: Shape;
}

export const PARTS: readonly Part[] = [
  { patterns: [''], title: 'The file', about: 'Keys at the top.', shape: modelShape },
  {
    patterns: ['sources.*'],
    title: 'A source',
    about: 'By its name, which figures cite in brackets.',
    shape: sourceShape,
  },
  {
    patterns: ['nodes.*'],
    title: 'A node',
    about:
      'Anything that can be down: by its id, which is made of lower-case letters, digits and hyphens, a letter first. Nodes and controls share one name space.',
    shape: nodeShape,
  },
  {
    patterns: ['nodes.*.needs.*', 'controls.*.needs.*'],
    title: 'A need',
    about:
      'By the id of the node that is needed, or by a name of its own and one of `any`, `all`, `at least`, `share`. A node gives what the worst of its needs gives.',
    shape: groupShape,
  },
  { patterns: ['nodes.*.tolerance'], title: 'A tolerance', about: '', shape: toleranceShape },
  {
    patterns: ['nodes.*.loss.*'],
    title: 'A loss',
    about:
      'One key is the bearer, `harm` or `goodwill`, and its value the amount: per time (`£1k per hour`) for as long as the node is below its full capacity, in proportion; or once per outage (`£20k`), in proportion to its depth; or by a formula of its length (`= hours * hours * £100 / (1 h * 1 h)`). An amount per time is drawn once a world, one per outage anew for each.',
    shape: lossShape,
  },
  { patterns: ['threats.*'], title: 'A threat', about: 'By its id.', shape: threatShape },
  {
    patterns: ['threats.*.affects.*'],
    title: 'An effect',
    about: 'What an event of the threat does to one node.',
    shape: effectShape,
  },
  {
    patterns: ['common causes.*'],
    title: 'A common cause',
    about: 'Nodes that fail together more often than chance would have it.',
    shape: commonCauseShape,
  },
  { patterns: ['controls.*'], title: 'A control', about: 'By its id. It is a node too.', shape: controlShape },
  {
    patterns: ['controls.*.levels.*'],
    title: 'A level',
    about: 'What one level of spend on a control costs and does. `none` is that of nothing.',
    shape: levelShape,
  },
  {
    patterns: ['controls.*.evidence.*'],
    title: 'A piece of evidence',
    about: 'What was tested. Each form is counted with a Beta law by Jeffreys’ prior.',
    shape: evidenceShape,
  },
  {
    patterns: ['drivers.*'],
    title: 'A driver',
    about:
      'By its id. What it moves is named by path, as in `set`; in the second place of a path may stand an id, a tag (`kind=supplier`) or `all`, and for `needs`, `affects` and `loss` an id or `all`. It may scale `threats.ID` (`.occurs`, `.cost`, `.affects.NODE.cost`, `.affects.NODE.outage`), `nodes.ID` (`.restart`, `.blackStart`, `.needs.NEED.switchover`, `.buffer`, `.refill`, `.fallback`, `.loss.ID`), `controls.ID` (`.misses`, `.recover`, `.opex`) and `drivers.ID` (`.STATE.occurs`, `.STATE.lasts`, `.index`); `nodes.ID.capacity` and `controls.ID.capacity` take a ceiling. In `set` the path is a segment in quotes: `drivers.energy.crisis.while."nodes.diesel.capacity"`.',
    shape: driverShape,
  },
  {
    patterns: ['drivers.*.states.*'],
    title: 'A state of a driver',
    about: 'By its id. It comes in spells, each state on a clock of its own. In `set` its path is `drivers.ID.STATE`.',
    shape: stateShape,
  },
  {
    patterns: ['drivers.*.states.*.brings.*'],
    title: 'What a spell brings',
    about: 'By path: `nodes.ID`, also by a tag, `all` or `one of kind=supplier`; `threats.ID`; `drivers.ID.STATE`.',
    shape: broughtShape,
  },
  { patterns: ['correlations.*'], title: 'A correlation', about: 'Of two indices.', shape: correlationShape },
  {
    patterns: ['scenarios.*'],
    title: 'A scenario',
    about: 'By its name.',
    shape: scenarioShape,
  },
  {
    patterns: ['scenarios.*.shocks.*'],
    title: 'A shock',
    about: 'What a scenario does to a node at a given time.',
    shape: shockShape,
  },
  { patterns: ['appetite'], title: 'The appetite', about: '', shape: appetiteShape },
  {
    patterns: ['appetite.limits.*', 'opportunities.*.accepted when'],
    title: 'A limit',
    about: 'By its name. One key says what is limited, the others how far.',
    shape: limitShape,
  },
  {
    patterns: ['spend'],
    title: 'Spend',
    about:
      'What a portfolio costs a year is what the levels of its controls cost, and what they share: capex spread over its life as an annuity, opex and people are its budget; secondment, friction and business turned away are what it costs the rest of the business. Money after the horizon is not counted.',
    shape: spendShape,
  },
  { patterns: ['spend.harm'], title: 'The price of harm', about: '', shape: harmShape },
  { patterns: ['spend.shared.*'], title: 'A shared cost', about: 'By its name.', shape: sharedShape },
  {
    patterns: ['opportunities.*'],
    title: 'An opportunity',
    about: 'By its id: business that is lost when the organisation is not secure enough for it, or too restrictive.',
    shape: opportunityShape,
  },
  { patterns: ['accepted.*'], title: 'An accepted risk', about: '', shape: acceptedShape },
];
