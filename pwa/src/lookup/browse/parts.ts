/** What look-up draws of this part, in one piece: see `Later`. */
export { NothingFound, PartlyUnderstood } from './NothingFound.tsx';
export { Start } from './Start.tsx';
export { tellMiss } from './tellMiss.ts';
export { TrackOffer } from './TrackOffer.tsx';
