import { becomePlainUser } from './suite/become-plain-user';
import { engineContract } from './suite/engine-contract';

engineContract('Podman without root', 'podman', 'user', becomePlainUser);
