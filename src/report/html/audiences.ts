/** For whom a page is made. */

export const AUDIENCES = ['analyst', 'board', 'finance', 'regulator'] as const;
/** The analyst's page has everything. */
export type Audience = (typeof AUDIENCES)[number];
