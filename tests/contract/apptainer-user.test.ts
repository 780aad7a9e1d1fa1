import { becomePlainUser } from './suite/become-plain-user';
import { engineContract } from './suite/engine-contract';

engineContract('Apptainer as a plain user', 'apptainer', 'user', becomePlainUser);
