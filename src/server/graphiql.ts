import { createHash } from 'node:crypto';

/** A tab that GraphiQL opens with; it is titled by the name of its operation. */
export interface GraphiqlTab {
  /** Stands above the query as a comment. */
  readonly name?: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphiqlOptions {
  readonly tabs: readonly GraphiqlTab[];
}

/**
 * GraphiQL as one page that fetches nothing from elsewhere. Its module has 9 MB, so it is loaded only when the page is
 * made.
 */
export async function graphiqlPage({ tabs }: GraphiqlOptions): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const defaultTabs = tabs.map(({ name, query, variables, headers }) => ({
    query: name === undefined ? query : `# ${name}\n${query}`,
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
  return page.trimStart().replace(root, () => `${root}${forgetOtherTabs(defaultTabs)}`);
}

/**
 * A browser keeps the tabs of its last visit, with the tokens that were good then. It forgets them once the page comes
 * with other tabs, such as the fresh tokens of a sandbox that was started again. The editors begin with what the browser
 * keeps, and not with the first tab's headers and variables, so that these are put there.
 */
function forgetOtherTabs(tabs: readonly { headers: string | null; variables: string | null }[]): string {
  const first = { headers: tabs[0]?.headers ?? '', variables: tabs[0]?.variables ?? '' };
  const version = createHash('sha256').update(JSON.stringify(tabs)).digest('hex');
  return `<script>
    if (localStorage.getItem('tabs-version') !== '${version}') {
      Object.keys(localStorage).filter((key) => key.startsWith('graphiql:')).forEach((key) => localStorage.removeItem(key));
      localStorage.setItem('graphiql:headers', ${JSON.stringify(first.headers)});
      localStorage.setItem('graphiql:variables', ${JSON.stringify(first.variables)});
      localStorage.setItem('tabs-version', '${version}');
    }
  </script>`;
}

function asText(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value, null, 2);
}
