export * from './post-repository';
export { loadLatest as loadLatestPost } from './load-latest';
