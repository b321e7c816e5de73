/** The workbook a workflow comes from: its members are stored under the name of the workbook and their own. */
export function workbookOf(storedName: string, ownName: string): string | null {
  const end = `.${ownName}`;
  return storedName.length > end.length && storedName.endsWith(end) ? storedName.slice(0, -end.length) : null;
}
