/** The kinds of secrets that a text holds. */
export declare function secretsIn(text: string): string[];
