export function EntitiesPage() {
  return <h1 className="p-4 text-xl font-semibold">Entities</h1>;
}
