/** Version of Ringfence, as documents name it; the same as in package.json. */
export const VERSION = '0.1.0';
