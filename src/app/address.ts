/** Whether an address has something shared in its fragment. */
export const hasLink = (address: string): boolean => /[#&]x=/.test(address);
