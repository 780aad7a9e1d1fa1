/** Matches a text of the product in printed output. */
export const asPrinted = (text: string): RegExp => new RegExp(text.replaceAll(/[^\w ]/g, '\\$&'));
