/** What drivers make of a figure at the hour of the trial: the product of the factors in force. */
export type Moving = (figure: string) => number;
