import { becomePlainUser } from './suite/become-plain-user';
import { engineContract } from './suite/engine-contract';

// A user who looks for a fault: Apptainer's messages would appear among the program's, and hide a refusal.
process.env['APPTAINER_DEBUG'] = '1';
process.env['SINGULARITY_MESSAGELEVEL'] = '5';

engineContract('Apptainer as a plain user', 'apptainer', 'user', becomePlainUser);
