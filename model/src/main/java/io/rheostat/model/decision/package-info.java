/// Decisions for one workload, with their reasons and the rejected options.
@NullMarked
package io.rheostat.model.decision;

import org.jspecify.annotations.NullMarked;
