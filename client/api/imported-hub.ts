/** Stands where a hub's key is expected while a page shows a file; keys of hubs hold a `~`. */
export const importedHub = 'imported';
