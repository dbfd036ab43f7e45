import { Page } from '../patterns/Page.tsx';

export function ProcedurePage() {
  return <Page title="ProcedurePage">…</Page>;
}
