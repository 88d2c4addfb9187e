/** Whether an address has something shared in its fragment. */
export const hasLink = (address: string): boolean => /[#&]x=/.test(address);

/** How the names of files of trainings end. */
export const trainingFileEnd = '.clp';
