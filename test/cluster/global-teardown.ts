/** Ends the nodes and leaves nothing of them behind. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopCluster?: () => Promise<void> }).stopCluster?.();
}
