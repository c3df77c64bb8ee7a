/** What security costs, as a model file says it: spend on levels, rules between controls, the business beside it. */
import type { Limit } from './model.ts';
import type { Quantity } from './quantity.ts';

/** Posts: so many, each at so much. */
export interface People {
  /** A number. */
  readonly count: Quantity;
  /** money/hour. */
  readonly each: Quantity;
}

/** Hours of the own people that other work loses. */
export interface Secondment {
  /** Hours a year. */
  readonly hours: Quantity;
  /** Value of one of them: money/hour. */
  readonly value: Quantity;
  /** What it displaces, as a factor on its value; 1 when absent. */
  readonly displacement?: Quantity | undefined;
}

/** What a control costs the business that it gets in the way of. */
export type Friction =
  /** money/hour. */
  | { readonly kind: 'amount'; readonly amount: Quantity }
  | {
      readonly kind: 'delay';
      /** Hours that each of them loses. */
      readonly delay: Quantity;
      /** Who that is: `customer`. */
      readonly of: string;
      /** How many there are: number/hour. */
      readonly volume: Quantity;
      /** What their time is worth: money/hour. */
      readonly value: Quantity;
    };

/** What can be paid for a level of a control, or for something that several controls share. */
export interface SpendItems {
  /** Money, once in each life. */
  readonly capex?: Quantity | undefined;
  /** Hours over which capex is spread; stands wherever capex does. */
  readonly life?: Quantity | undefined;
  /** money/hour. */
  readonly opex?: Quantity | undefined;
  readonly people?: People | undefined;
  readonly secondment?: Secondment | undefined;
  readonly friction?: Friction | undefined;
}

/** A level in part: this share of arrivals meets level `of`, the others level `rest`. It has no figures of its own. */
export interface Coverage {
  /** 0..1, neither. */
  readonly share: number;
  readonly of: string;
  readonly rest: string;
}

/** What the choice of levels is bound by, and how a control's figures are taken. */
export interface SpendRules {
  /** Level that it has at least, by law. */
  readonly mandatory?: string | undefined;
  /** Ids of controls that are not above their lowest level while this one is; sorted. */
  readonly excludes?: readonly string[] | undefined;
  /** Levels that other controls have at least while this one is above its lowest; sorted by control. */
  readonly requires?: readonly { readonly control: string; readonly level: string }[] | undefined;
  /** Date at which the level that stands was bought, such as `2024-05-01T00:00`. */
  readonly bought?: string | undefined;
  /** First day on which another level than the one that stands can work. */
  readonly from?: string | undefined;
  /** Share by which effectiveness is taken lower. */
  readonly haircut?: Quantity | undefined;
  /** What capex comes to, as a factor on what is stated: 1 and the overrun. */
  readonly capexFactor?: Quantity | undefined;
  /** Part of the friction that is lost to the business, as a factor. */
  readonly elasticity?: Quantity | undefined;
}

/** What is paid once, if any of its controls is above its lowest level. */
export interface SharedCost extends SpendItems {
  readonly id: string;
  readonly label: string;
  /** Ids of controls, sorted. */
  readonly of: readonly string[];
}

/** What there is to spend from one year on until the next that is named. */
export interface YearlyBudget {
  /** The calendar year in which it begins, at the day and hour of `starts`. */
  readonly year: number;
  /** Money a year. */
  readonly amount: number;
}

/** How spend is judged. */
export interface Spend {
  /** Real rate a year at which capex is spread over its life, 0..1. */
  readonly discount: number;
  /** What preventing a harm to one person is worth, money, and the disproportion factor; null: harm has no price. */
  readonly harm: { readonly value: number; readonly factor: number } | null;
  /** How often the mean of the worst 5 % of years counts beside the mean. */
  readonly tailPrice: number;
  /** What there is to spend, money a year, in the first year where years differ; null when not stated. */
  readonly budget: number | null;
  /** Where it differs from year to year: from the calendar year in which each begins, ascending. */
  readonly budgets?: readonly YearlyBudget[] | undefined;
  /** Sorted by id. */
  readonly shared: readonly SharedCost[];
}

/** Business that depends on how secure, and how open, the organisation is. */
export interface Opportunity {
  readonly id: string;
  readonly label: string;
  /** money/hour. */
  readonly worth: Quantity;
  /** Accepted when this holds with its confidence; null: always. */
  readonly acceptedWhen: Limit | null;
  /** Shares of it that levels of controls turn away; by control, then by order of the level. */
  readonly refusedBy: readonly { readonly control: string; readonly level: string; readonly share: Quantity }[];
}
