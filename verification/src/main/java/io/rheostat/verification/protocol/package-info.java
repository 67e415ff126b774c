/// The command protocol under faults: folds, logs, actuator and a faulty world on one seeded
/// scheduler, in virtual time and without a thread.
@NullMarked
package io.rheostat.verification.protocol;

import org.jspecify.annotations.NullMarked;
