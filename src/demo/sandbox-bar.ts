import { LATEST_DATE } from '../shared/calendar.js';

/**
 * A bar above GraphiQL that tells the sandbox's date, moves it, and puts the demo data back. It takes GraphiQL's colours
 * and type by carrying the class of its container; what it asks goes to `/graphql` and `/sandbox`, as any client's does.
 */
export const SANDBOX_BAR = `
<style>
  body { display: flex; flex-direction: column; height: 100vh; }
  #root { flex: 1; min-height: 0; }
  #root .graphiql-container { height: 100%; width: 100%; }
  #sandbox-bar {
    flex: none; flex-wrap: wrap; align-items: center; gap: 8px; height: auto; width: auto; padding: 8px 16px 0;
    color: hsl(var(--color-neutral)); font: 14px/1.4 var(--font-family); color-scheme: light dark;
  }
  body.graphiql-light #sandbox-bar { color-scheme: light; }
  body.graphiql-dark #sandbox-bar { color-scheme: dark; }
  #sandbox-bar label { font-weight: 500; }
  #sandbox-bar input, #sandbox-bar button {
    padding: 4px 10px; border: 0; border-radius: 4px; color: inherit; font: inherit;
    background: hsla(var(--color-neutral), var(--alpha-background-light));
  }
  #sandbox-bar button { cursor: pointer; }
  #sandbox-bar :is(input, button):hover { background: hsla(var(--color-neutral), var(--alpha-background-heavy)); }
  #sandbox-bar :is(input, button):focus-visible { outline: 2px solid hsl(var(--color-primary)); }
  #sandbox-bar output { flex: 1; color: hsla(var(--color-neutral), var(--alpha-secondary)); }
</style>
<form id="sandbox-bar" class="graphiql-container" aria-label="The sandbox's date">
  <label for="sandbox-date">The programme's date</label>
  <input id="sandbox-date" type="date" min="2010-01-01" max="${LATEST_DATE}" required>
  <button type="button" data-days="1">+1 day</button>
  <button type="button" data-days="30">+30 days</button>
  <button type="button" data-now>Back to now</button>
  <output for="sandbox-date" aria-live="polite"></output>
  <button type="button" data-reset>Reset the demo data</button>
</form>
<script>
  (() => {
    const bar = document.querySelector('#sandbox-bar');
    const date = bar.querySelector('input');
    const told = bar.querySelector('output');
    const post = async (path, body) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.error ?? answer.errors?.[0]?.message ?? 'Refused.');
      return answer;
    };
    const attempt = (work) => async () => {
      told.value = '';
      try {
        await work();
      } catch (error) {
        told.value = error.message;
      }
    };
    const show = async () => {
      date.value = (await post('/graphql', { query: '{ today }' })).data.today;
    };
    const move = async (today) => {
      date.value = (await post('/sandbox/clock', { today })).today;
      told.value = 'Moved for everyone: run a tab again.';
    };
    const later = (days) => new Date(date.valueAsNumber + days * 86400000).toISOString().slice(0, 10);
    for (const button of bar.querySelectorAll('[data-days]')) {
      button.onclick = attempt(() => move(later(Number(button.dataset.days))));
    }
    bar.querySelector('[data-now]').onclick = attempt(() => move(null));
    bar.querySelector('[data-reset]').onclick = attempt(async () => {
      told.value = 'Putting the demo data back …';
      await post('/sandbox/reset', {});
      location.reload();
    });
    date.onchange = attempt(async () => {
      if (date.reportValidity()) await move(date.value);
    });
    bar.onsubmit = (event) => event.preventDefault();
    addEventListener('focus', attempt(show));
    attempt(show)();
  })();
</script>`;
