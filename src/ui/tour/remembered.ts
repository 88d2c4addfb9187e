const storageKey = 'tour';

/** Whether the tour was taken or declined here before. Where storage is closed to the page it was not, and nothing is remembered beyond this visit. */
export function wasOffered(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'offered';
  } catch {
    return false;
  }
}

/** The tour is not offered again. */
export function rememberOffer(): void {
  try {
    localStorage.setItem(storageKey, 'offered');
  } catch {
    // Without storage it is offered at the next visit.
  }
}
