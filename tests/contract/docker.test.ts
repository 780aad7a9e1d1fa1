import { engineContract } from './suite/engine-contract';

engineContract('Docker', 'docker', 'root');
