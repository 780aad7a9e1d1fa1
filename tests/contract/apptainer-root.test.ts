import { engineContract } from './suite/engine-contract';

engineContract('Apptainer as root', 'apptainer', 'root');
