interface Context {
  getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[] } | null;
}

/**
 * Names the chunk of a module: whatever the entry imports, at any depth, stands in the entry itself, however many
 * chunks share it. Left to itself the bundler may make a file of what is shared, which is one more hop for the core.
 */
export const keepCoreWhole = () => {
  const known = new Map<string, boolean>();
  const inCore = (id: string, context: Context): boolean => {
    const answer = known.get(id);
    if (answer !== undefined) return answer;
    known.set(id, false); // a circle leads nowhere new
    const module = context.getModuleInfo(id);
    const found =
      module !== null && (module.isEntry || module.importers.some((importer) => inCore(importer, context)));
    known.set(id, found);
    return found;
  };
  return { groups: [{ name: (id: string, context: Context) => (inCore(id, context) ? 'palier' : null) }] };
};
