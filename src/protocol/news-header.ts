/**
 * The header of a poll's answer whose number rises when there is something new for the person in
 * another room than the one polled. It is to be compared with what earlier polls of the same room said.
 */
export const newsHeader = 'parlor-news'
