import { BoundedMap } from './bounded-map.js';

/**
 * The same function of a text, which remembers its answers: for what is asked of few texts again and again. Of more than
 * so many, an even number, it forgets those that it was asked of first.
 */
export function remembered<Answer>(answer: (text: string) => Answer, textsMax: number): (text: string) => Answer {
  const answers = new BoundedMap<string, Answer>(textsMax);
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const found = answer(text);
    answers.set(text, found);
    return found;
  };
}
