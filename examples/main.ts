import { tellStory } from './story.js';

await tellStory(process.argv[2] ?? 'http://127.0.0.1:4000', console.log);
