/** Matches a text of the product where it is printed. */
export const asPrinted = (text: string): RegExp => new RegExp(text.replaceAll(/[^\w ]/g, '\\$&'));
