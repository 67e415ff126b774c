/// What was decided for one workload, with its reasons and the options that lost.
@NullMarked
package io.rheostat.model.decision;

import org.jspecify.annotations.NullMarked;
