/** Where 'back' leads from a procedure: the list that the person came from. */
let address = '/tra-cuu';

export const lastLookUp = () => address;
export function rememberLookUp(of: string): void {
  address = of;
}
