import { becomePlainUser } from './suite/become-plain-user';
import { engineContract } from './suite/engine-contract';

// A user with debug messages enabled: Apptainer's messages would appear among the program's output and hide a refusal.
process.env['APPTAINER_DEBUG'] = '1';
process.env['SINGULARITY_MESSAGELEVEL'] = '5';

engineContract('Apptainer as a plain user', 'apptainer', 'user', becomePlainUser);
