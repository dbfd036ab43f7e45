/** Addresses of files of the service, which the browser opens itself. */

export function receiptOf(dossierId: string): string {
  return `/api/v1/desk/dossiers/${dossierId}/receipt.pdf`;
}

export function fileOf(dossierId: string, uploadId: string): string {
  return `/api/v1/desk/dossiers/${dossierId}/documents/${uploadId}`;
}
