/**
 * What draws are for: the last word of a draw's address. Numbers from 256 upward are hashes of names (`purposeWord`).
 *
 * The addresses shared by several parts, as stream / world / trial / index / purpose; a stream is named by its label.
 *
 * | draw | stream | trial | index | purpose | words |
 * |---|---|---|---|---|---|
 * | gaps of a layer's Poisson process | the threat | block | layer * LAYER_INDEX + (k >> 2) | gap | k & 3 |
 * | whether an arrival at a rate remains | the threat | trial | layer * LAYER_INDEX + ordinal | thin | 0 |
 * | whether arrival j of year y remains (a yearly chance) | the threat | trial | layer * LAYER_INDEX + y * 4096 + j | thin | 0 |
 * | gap before candidate k of year y (a certain one) | the threat | trial | layer * LAYER_INDEX + y * 4096 + (k >> 2) | yearly | k & 3 |
 * | whether the event of year y is deterred | the threat | trial | y | thin | 1 |
 * | restart of a node | the node | trial | counter of the node | restart | 0 |
 * | a chance by a formula of inputs that vary | the effect | trial | the event's own | chance | 0 |
 * | an input that varies, in a formula at a draw | the input | trial | the word of that draw | input | 0 |
 * | which of several effects of one hour decides | see below | trial | see below | purposeWord('tie NODE') | 0, 1 |
 *
 * *Rate factors* f of extensions. A threat whose rate one moves has further layers from a separate stream, labelled as
 * the threat with `.occurs.more`; they bring (f - 1) times the pace where f is over 1, the last thinned. An event of
 * theirs has the index MORE_INDEX + layer * MORE_LAYER + place (of a yearly chance: the year, as ever); its thinning and
 * gaps have the indices below MORE_INDEX that this leaves. Its own arrivals remain where layer + unit is below the pace
 * times min(1, f).
 *
 * | extra arrivals of | place | draw, under the label with `.occurs.more` | trial | index | purpose | words |
 * |---|---|---|---|---|---|---|
 * | a rate with less than 1 a horizon, by the median of its rate (or mean time); a state of a driver | ordinal in the trial | gap of the layer's timeline over the block | block | layer * MORE_LAYER + (k >> 2) | gap | k & 3 |
 * | any other rate (a formula too): arrival j from 0 in cell c of 730 h from hour 0 | c * span + j | gap from the cell's beginning to arrival 0 | trial | layer * MORE_LAYER + (c >> 2) | cell | c & 3 |
 * | | | gap between arrivals j and j + 1 | trial | layer * MORE_LAYER + c * span + (j >> 2) | gap | j & 3 |
 * | a yearly chance: arrival j of year y | y * MORE_YEAR + j | as for its own layers, with MORE_LAYER and MORE_YEAR | | | | |
 *
 * MORE_LAYER is 2^20, MORE_YEAR 256; span is MORE_LAYER over the least power of two that is at least the number of cells, the last of which may be cut.
 *
 * *Drivers.* A state of a driver has the stream `drivers.DRIVER.STATE`, an index `drivers.DRIVER`. Arrivals of a state are
 * addressed as those of a threat with a rate, a clock or dates, those that a link adds under `drivers.DRIVER.STATE.occurs.more`
 * (per address block, like a threat's). A spell's number is the index of its arrival; that of the spell which runs at the start is
 * 0x7f800000; the k-th hold of a state in order of time counts down from GIVEN_INDEX by k; a brought one has 0x7f000000 plus the
 * upper 23 bits of word 1 of its bringing. An event of a threat that is brought has that as its index too.
 *
 * | draw | stream | trial | index | purpose | words |
 * |---|---|---|---|---|---|
 * | gaps of the trials in which a state runs at the start | the state | block | k >> 2 | start | k & 3 |
 * | what is left of that spell | the state | trial | 0 | left | 0 |
 * | how long a spell lasts | the state | trial | the spell's number | lasts | 0 |
 * | a factor that varies by spell, or a ceiling | `drivers.DRIVER.STATE.while.PATH` | trial | the spell's number | spell | 0 |
 * | chance, outage (or number, above), leaves, delay of what a spell brings | `drivers.DRIVER.STATE.brings.PATH` (with the node, as under `affects`) | trial | the spell's number | land | 0, 1, 2, 3 |
 * | which of `one of` it brings; costs | the same, as under `affects` | trial | the spell's number | choice; purposeWord(bearer) | 0 |
 * | a step of an index | the index | trial | step | step | 0 |
 * | ties of a spell's causes | `driver:DRIVER=STATE` | trial | the spell's number | purposeWord('tie NODE') | 0, 1 |
 *
 * The positions of the start have the scale -1 / ln(1 - p): the state runs at the start of trial floor(x) of the block. What is left is
 * the quantile of the law with density P(lasts > x) / m at `unitFromWord`; a step is `normalQuantileWord`.
 *
 * What is drawn once a world has its path as label: `drivers.DRIVER.STATE.occurs`, `.lasts`, `.while.PATH`, `.brings.PATH.chance`,
 * `drivers.DRIVER.index`, `drivers.DRIVER.persists` (of the first index of a group, for all of it), `correlations.A.B`.
 *
 * *Yearly chances* p. The years of a block's trials are laid end to end. Positions x of the gaps' timeline have the
 * scale -1 / ln(1 - p); x is in year floor(x), at operational time s = x - floor(x), which is the fraction u = (1 - (1
 * - p)^s) / p of the calendar's year. An arrival remains where layer + unit is below the pace of its hour (ignoring
 * deterrence); the first that remains in a year is the event of that year, with index y. With p = 1 there are
 * candidates instead, one after another until one remains: s grows by their gaps, u = 1 - exp(-s). A candidate at the
 * last moment of the year (u rounds to 1) remains if the pace there is above its layer, without a draw, and is the
 * last.
 *
 * *Inputs that vary.* A formula that uses some replaces a draw (of a cost, a duration or the like) whose address gives
 * a word, as for a law. The formula does not turn that word into a number: the word is the index at which each varying
 * input is drawn, from the input's own stream. So an input has one value in a use of it, however often the formula and
 * the inputs that it uses name it, and another in any other use; and changing a formula moves no draw but its own. A
 * loss by a formula of the outage's length uses the word of a loss drawn once per outage.
 *
 * *Ties.* Of causes that landed at one hour, the one with the lowest draw counts as earliest: `unitFromWords(word 0,
 * word 1)`, with NODE the id of the node struck (the old one where `was` keeps its draws). An effect of a threat event:
 * the stream of the threat, the event's own index. A shock of a scenario: the stream of its path, index 0. A given
 * failure of a node: `given:ID`, index 0. An action: `action:ID`, index 0. The level of a control that lowers its own
 * node: the stream of the control's node, index 0.
 */
export const PURPOSE = {
  world: 0,
  gap: 1,
  thin: 2,
  yearly: 3,
  clock: 4,
  never: 5,
  land: 6,
  choice: 7,
  prevent: 8,
  common: 9,
  recover: 10,
  struck: 11,
  switchover: 12,
  buffer: 13,
  refill: 14,
  fallback: 15,
  restart: 16,
  blackStart: 17,
  loss: 18,
  lossAfter: 19,
  chance: 20,
  input: 21,
  start: 22,
  left: 23,
  lasts: 24,
  spell: 25,
  step: 26,
  cell: 27,
} as const;

/** Index word of the first event of a threat that `--given` adds; later ones count down from it, in order of time. */
export const GIVEN_INDEX = 0x7fffffff;

/** Arrivals of layer l of a rate factor have indices from l times this. */
export const LAYER_INDEX = 0x1000000;

/**
 * Extra arrivals of layer l, brought by an extension's rate factor, have indices from this plus l times MORE_LAYER.
 */
export const MORE_INDEX = 0x40000000;
export const MORE_LAYER = 0x100000;

/** Extra arrivals of year y of a yearly chance have indices from y times this, within their layer. */
export const MORE_YEAR = 256;

/** Layers of extra arrivals that end below the numbers of what drivers bring. */
export const MOST_MORE_LAYERS = 1008;

/** Arrivals of year y of a yearly chance have indices from y times this, within their layer. */
export const YEAR_INDEX = 4096;

/** Changes of a capacity smaller than this are ignored. */
export const LEAST_CHANGE = 1e-9;
