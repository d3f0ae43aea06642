/**
 * The same function of a text, which remembers its answers: for what is asked of few texts again and again. It forgets
 * all of them when there are more than so many.
 */
export function remembered<Answer>(answer: (text: string) => Answer, textsMax: number): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const found = answer(text);
    if (answers.size === textsMax) answers.clear();
    answers.set(text, found);
    return found;
  };
}
