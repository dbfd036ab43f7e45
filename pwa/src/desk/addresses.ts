/** Addresses of files of the service, which the browser opens itself. */

export function receiptOf(dossierId: string): string {
  return `/api/v1/desk/dossiers/${dossierId}/receipt.pdf`;
}

export function fileOf(dossierId: string, uploadId: string): string {
  return `/api/v1/desk/dossiers/${dossierId}/documents/${uploadId}`;
}

/** All files of a paper as one PDF. */
export function paperOf(dossierId: string, requirementId: string): string {
  return `/api/v1/desk/dossiers/${dossierId}/papers/${requirementId}.pdf`;
}

/** What else there is of a file: as it was handed in, or made smaller. */
export function otherOf(dossierId: string, uploadId: string, kind: 'original' | 'screen' | 'thumbnail'): string {
  return `${fileOf(dossierId, uploadId)}/${kind}`;
}
