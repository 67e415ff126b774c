/// Decision on one workload: guard, explanation, command or proposal.
@NullMarked
package io.rheostat.core.plan.decision;

import org.jspecify.annotations.NullMarked;
