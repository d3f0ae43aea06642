import { createHash } from 'node:crypto';

/** A tab that GraphiQL opens with; it is titled by the name of its operation. */
export interface GraphiqlTab {
  /** What the tab shows and as whom; it stands above the query as comments, one a line. */
  readonly story?: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphiqlOptions {
  readonly tabs: readonly GraphiqlTab[];
  /** HTML that stands above GraphiQL. */
  readonly bar?: string;
}

/**
 * GraphiQL as one page that fetches nothing from elsewhere. Its module has 9 MB, so it is loaded only when the page is
 * made.
 */
export async function graphiqlPage({ tabs, bar = '' }: GraphiqlOptions): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const defaultTabs = tabs.map(({ story, query, variables, headers }) => ({
    query: story === undefined ? query : `${story.replace(/^/gm, '# ')}\n${query}`,
    variables: asText(variables),
    headers: asText(headers),
  }));
  const page = renderGraphiQL({
    title: 'GraphiQL',
    endpoint: '/graphql',
    defaultEditorToolsVisibility: 'variables',
    shouldPersistHeaders: true,
    schemaDescription: true,
    defaultTabs,
  });
  const root = '<div id="root"></div>';
  return page.trimStart().replace(root, () => `${bar}${root}${forgetOtherTabs(defaultTabs)}`);
}

/**
 * A browser keeps the tabs of its last visit, with the tokens that were good then. It forgets them once the page comes
 * with other tabs, such as the fresh tokens of a sandbox that was started again. The editors begin with what the browser
 * keeps, and not with the first tab's headers and variables, so that these are put there. The address keeps the query that
 * was edited last; read again with the page, it would take the place of the first tab's, while a link that is followed may.
 */
function forgetOtherTabs(tabs: readonly { headers: string | null; variables: string | null }[]): string {
  const first = { headers: tabs[0]?.headers ?? '', variables: tabs[0]?.variables ?? '' };
  const version = createHash('sha256').update(JSON.stringify(tabs)).digest('hex');
  return `<script>
    if (localStorage.getItem('tabs-version') !== '${version}') {
      const kept = (key) => !key.startsWith('graphiql:') || key === 'graphiql:theme';
      Object.keys(localStorage).filter((key) => !kept(key)).forEach((key) => localStorage.removeItem(key));
      localStorage.setItem('graphiql:headers', ${JSON.stringify(first.headers)});
      localStorage.setItem('graphiql:variables', ${JSON.stringify(first.variables)});
      localStorage.setItem('tabs-version', '${version}');
      if (performance.getEntriesByType('navigation')[0].type === 'reload') history.replaceState(null, '', location.pathname);
    }
  </script>`;
}

function asText(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value, null, 2);
}
