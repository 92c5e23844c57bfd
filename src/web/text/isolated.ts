/** Of whatever direction it is, it turns nothing of the sentence around it (UAX #9, FSI and PDI). */
export const isolated = (text: string) => `\u2068${text}\u2069`
