/** Where the emulator says that every browser comes from. */
export const ownAddress = '81.2.69.142';
