// All tests, in one process: the last of them asks what the others have asked.
//
//     node test/main.js PATH-OF-AUTOSCALE
//
// UPDATE_CASES=1 writes the answers of the case files anew; look at them before
// you commit them.

import './cases.js';
import './diagnostics.js';
import './sync.js';
import './order.js';
import './hosts.js';
import './clients.js';
import './configuration.js';
import './workspace.js';
import './commands.js';
import './bad-messages.js';
import './bad-documents.js';
import './endings.js';
import './capabilities.js';
