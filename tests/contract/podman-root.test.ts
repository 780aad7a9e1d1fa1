import { engineContract } from './suite/engine-contract';

engineContract('Podman as root', 'podman', 'root');
